export type { DownloadProgress, FileSet } from '@audiate/checkpoints';
export type { AstFiles } from './model/checkpoint.js';
export { type LoadAstOptions, loadAst } from './model/load.js';
export type { AstLayer } from './network/layers.js';
