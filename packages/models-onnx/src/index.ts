export { loadOnnx } from './model/load.js';
export type { InputNumbers, LoadOnnxOptions, Preparation } from './model/options.js';
export type { OnnxFiles } from './model/source.js';
