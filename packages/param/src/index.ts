import type { Kind, Param } from '@audiate/protocol';
import { boundedKind } from './params/bounded.js';
import { cppnKind } from './params/cppn.js';
import { maskKind } from './params/mask.js';
import { phaseKind } from './params/phase.js';
import { pyramidKind } from './params/pyramid.js';
import { rmsKind } from './params/rms.js';
import { sharedKind } from './params/shared.js';
import { spectrumKind } from './params/spectrum.js';
import { stftKind } from './params/stft.js';
import { waveformKind } from './params/waveform.js';

export { bounded } from './params/bounded.js';
export { type CppnOptions, cppn } from './params/cppn.js';
export { type CustomParam, custom } from './params/custom.js';
export { type MaskOptions, mask } from './params/mask.js';
export { type PhaseOptions, phase } from './params/phase.js';
export { type PyramidOptions, pyramid } from './params/pyramid.js';
export { rms } from './params/rms.js';
export { type SharedOptions, shared } from './params/shared.js';
export { type SpectrumOptions, spectrum } from './params/spectrum.js';
export { type StftOptions, stft } from './params/stft.js';
export { type WaveformOptions, waveform } from './params/waveform.js';
export type { PriorOptions, SpectrumPrior } from './prior/prior.js';
export { speechSpectrum } from './prior/speech-spectrum.js';
export { DEFAULT_LEVEL } from './start/level.js';
export type { StartAudio } from './start/start-audio.js';
export type { Span } from './time-frequency/region.js';

/** Every kind of param but `custom`, which a recipe names and `replay` is given: recipes are read by this list. */
export const kinds: readonly Kind<Param>[] = [
  boundedKind,
  cppnKind,
  maskKind,
  phaseKind,
  pyramidKind,
  rmsKind,
  sharedKind,
  spectrumKind,
  stftKind,
  waveformKind,
];
