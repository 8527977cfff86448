export type { Wav2Vec2Layer } from './layers.js';
export { type LoadOptions, loadWav2Vec2, type Wav2Vec2Files } from './load.js';
export { type TranscribeOptions, transcribe } from './transcribe.js';
