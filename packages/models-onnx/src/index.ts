export type { DownloadProgress } from '@audiate/checkpoints';
export type { Preparation } from './layers/listen.js';
export { loadOnnx } from './model/load.js';
export type { InputNumbers, LoadOnnxOptions } from './model/options.js';
export type { OnnxFiles } from './model/source.js';
