/** A choice of the form: its name in the page, and the code that makes it; `undefined` is what core does by itself. */
export interface Choice {
  readonly label: string;
  readonly code: string | undefined;
}

/** How the waveform is written. Levels are fixed, so that loudness is no way to a higher score. */
export const PARAMS = {
  spectrum: { label: 'spectrum', code: undefined },
  pyramid: { label: 'octave bands', code: 'param.rms(param.pyramid())' },
  stft: { label: 'short-time spectrum', code: 'param.rms(param.stft())' },
  phase: { label: 'phases only', code: 'param.rms(param.phase())' },
  cppn: { label: 'singing network', code: 'param.rms(param.cppn())' },
  waveform: { label: 'samples', code: 'param.rms(param.waveform())' },
} as const satisfies Readonly<Record<string, Choice>>;

/** What shakes the sound before the model hears it. */
export const TRANSFORMS = {
  clean: { label: 'clean: one event', code: undefined },
  standard: { label: 'standard', code: 'transforms.standard()' },
  room: {
    label: 'standard and a room',
    code: 'transforms.compose(transforms.standard(), transforms.reverb({ seconds: [0.1, 0.6] }))',
  },
  none: { label: 'none', code: 'transforms.none()' },
} as const satisfies Readonly<Record<string, Choice>>;

/** What costs score, by the objective that measures it; the largest weight that the page offers. */
export const PENALTIES = {
  sparsity: { label: 'few sounds', code: 'objectives.sparsity()', most: 100 },
  spectralTv: { label: 'smooth spectrogram', code: 'objectives.spectralTv()', most: 10 },
  crest: { label: 'no spikes', code: 'objectives.crest()', most: 10 },
  edges: { label: 'soft ends', code: 'objectives.edges()', most: 1000 },
} as const satisfies Readonly<Record<string, Choice & { readonly most: number }>>;

/** What runs the model. */
export const ENGINES = {
  auto: { label: 'automatic', code: undefined },
  onnxruntime: { label: 'compiled, on the processor', code: "'onnxruntime'" },
  wasm: { label: 'TensorFlow.js, WebAssembly', code: "'wasm'" },
  cpu: { label: 'TensorFlow.js, plain JavaScript', code: "'cpu'" },
} as const satisfies Readonly<Record<string, Choice>>;

export type ParamChoice = keyof typeof PARAMS;
export type TransformsChoice = keyof typeof TRANSFORMS;
export type PenaltyName = keyof typeof PENALTIES;
export type EngineNameChoice = keyof typeof ENGINES;
