export type { Wav2Vec2Files } from './checkpoint.js';
export type { Wav2Vec2Layer } from './layers.js';
export { type LoadOptions, loadWav2Vec2 } from './load.js';
export {
  decodeTokens,
  type Logits,
  type Spelling,
  type TranscribeOptions,
  transcribe,
} from './tokenizer/transcribe.js';
export type { DownloadProgress } from './web/progress.js';
