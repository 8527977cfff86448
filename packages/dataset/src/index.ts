export type { DatasetIndex, Moment, UnitRecord } from './index-file/dataset-index.js';
export type { IndexFacts, LayerFacts, ScanSettings, Skip } from './index-file/facts.js';
export { mergeIndexes } from './index-file/merge-indexes.js';
export { type IndexSource, openIndex } from './index-file/open-index.js';
export type { Corpus, CorpusClip } from './scan/clip-source.js';
export type { ScanOptions, ScanProgress } from './scan/options.js';
export { type ScanResult, scan } from './scan/scan.js';
export type { Quantiles } from './tally/quantiles.js';
