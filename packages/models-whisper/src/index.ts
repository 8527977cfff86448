export type { DownloadProgress, FileSet } from '@audiate/checkpoints';
export type { WhisperFiles } from './model/checkpoint.js';
export { type LoadWhisperOptions, loadWhisper } from './model/load.js';
export type { WhisperLayer } from './network/layers.js';
export type { WhisperPrompt } from './tokenizer/prompt.js';
