export type { DownloadProgress, FileSet } from '@audiate/checkpoints';
export type { Wav2Vec2Files } from './model/checkpoint.js';
export { type LoadOptions, loadWav2Vec2 } from './model/load.js';
export type { Wav2Vec2Layer } from './network/layers.js';
export {
  decodeTokens,
  type Logits,
  type Spelling,
  type TranscribeOptions,
  transcribe,
} from './tokenizer/transcribe.js';
