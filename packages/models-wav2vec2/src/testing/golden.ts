/** golden.json of the trained model; of each layer every `step`-th number is kept. */
export interface TinyFacts {
  readonly clip: string;
  readonly model: string;
  readonly samples: number;
  readonly deepest: string;
  readonly layers: Readonly<
    Record<string, { readonly shape: number[]; readonly step: number; readonly largest: number }>
  >;
}

/** All lines that tools/goldens makes a checkpoint of; the first three are wav2vec 2.0's own, those from `clip-weighted` on have heads or adapters. */
export const LINES = [
  'base',
  'large',
  'mixed',
  'hubert',
  'hubert-batch',
  'wavlm',
  'wavlm-large',
  'data2vec-audio',
  'unispeech',
  'unispeech-sat',
  'clip-weighted',
  'clip-weighted-pre-norm',
  'clip-pre-norm',
  'frames',
  'frames-weighted',
  'speaker',
  'speaker-weighted',
  'attention-adapter',
  'conv-adapter',
  'conv-adapter-wavlm',
] as const;
