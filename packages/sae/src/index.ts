export {
  type DictionaryActivation,
  type DictionaryNumbers,
  defineDictionary,
} from './dictionary/define-dictionary.js';
export type { Dictionary, Encoded, TrainedOn } from './dictionary/dictionary.js';
export type { Normalization } from './dictionary/normalization.js';
export type { DictionaryFiles } from './files/files-given.js';
export { type LoadDictionaryOptions, loadDictionary } from './files/load-dictionary.js';
export type { DictionaryTensors } from './files/named-tensors.js';
export { layerOfHook } from './layer/hooks.js';
export { type DictionaryLayer, type WithDictionaryOptions, withDictionary } from './layer/with-dictionary.js';
export {
  type Heard,
  type ReconstructionErrorOptions,
  reconstructionError,
} from './measure/reconstruction-error.js';
export type { ReconstructionError } from './measure/tally.js';
