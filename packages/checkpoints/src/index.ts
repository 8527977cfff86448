export { type ByteSource, bytesGiven, bytesInMemory, bytesOfBlob } from './files/byte-source.js';
export type { CheckpointSource } from './files/checkpoint-source.js';
export { asObject, checkPlainName, isObject, readJson } from './files/json.js';
export { openTensors, openUnnamedWeights, openWeights } from './files/open-weights.js';
export { readFeatureExtractor } from './files/read-feature-extractor.js';
export type { TensorFile } from './files/tensor-file.js';
export { type BandPowers, type BandPowersSettings, bandPowers, runBandPowers } from './front-end/band-powers.js';
export { type AdaptedNetwork, adapt, type RunOptions } from './network/adapter.js';
export {
  type AttentionShape,
  attend,
  joinHeads,
  readSelfAttention,
  type SelfAttention,
  splitHeads,
} from './network/attention.js';
export { type Dense, readDense, runDense } from './network/dense.js';
export { fingerprintOf } from './network/fingerprint.js';
export { type LeftOutFacts, leftOut } from './network/left-out.js';
export { type Norm, readNorm, runLayerNorm } from './network/norm.js';
export {
  type BlockPart,
  type PreNormBlock,
  type PreNormBlockNames,
  type PreNormBlockShape,
  readPreNormBlock,
  runPreNormBlock,
} from './network/pre-norm-block.js';
export { layersUpTo } from './network/up-to.js';
export { type LabelSettings, parseLabels } from './settings/labels.js';
export { type Reader, readerOf, type Settings } from './settings/settings-reader.js';
export { refuseSettings, type Treatment } from './settings/treatment.js';
export { type FileSet, isPlace } from './sources/file-set.js';
export type { SourceOptions } from './sources/source-options.js';
export { withSource } from './sources/with-source.js';
export type { DownloadProgress } from './web/progress.js';
export { hashNumbers } from './weights/hash-numbers.js';
export { type Instead, type Weights, type WeightsOptions, weightsOf } from './weights/weights.js';
