export type { DownloadProgress } from '@audiate/checkpoints';
export type { TfjsFiles } from './files/tfjs-files.js';
export { type LoadTfjsOptions, loadTfjs } from './model/load.js';
