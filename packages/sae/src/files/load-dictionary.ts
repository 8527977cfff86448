import { type CheckpointSource, type SourceOptions, withSource } from '@audiate/checkpoints';
import { checkKeys, InputError, show } from '@audiate/protocol';
import { defineDictionary } from '../dictionary/define-dictionary.js';
import type { Dictionary } from '../dictionary/dictionary.js';
import { DICTIONARY_LEARNING_WEIGHTS, readDictionaryLearning } from './dictionary-learning.js';
import { type DictionaryFiles, filesGiven } from './files-given.js';
import { type DictionaryTensors, readNamedTensors } from './named-tensors.js';
import { readSaeLens, SAE_LENS_CONFIG } from './sae-lens.js';

/** Options of {@link loadDictionary}. */
export interface LoadDictionaryOptions extends SourceOptions {
  /** What errors call the dictionary; the source's name and the folder unless given. */
  readonly name?: string;
  /** Where in the source its files lie, as repositories of several dictionaries have it: `blocks.6.hook_resid_post`, `a/b`. */
  readonly folder?: string;
  /** For a file of one's own: the names of its tensors, which are then all that is read. */
  readonly tensors?: DictionaryTensors;
  /** How many features are on, for dictionary_learning's TopK without a config.json. */
  readonly k?: number;
  /** For dictionary_learning's BatchTopK whose file has no threshold. */
  readonly threshold?: number;
}

/**
 * Loads a sparse autoencoder or transcoder, as SAELens (cfg.json, sae_weights.safetensors) or dictionary_learning (ae.pt,
 * config.json) save it, or of tensors that `tensors` names. Numbers are F32, F16, BF16 or F64, which becomes float32. Nothing
 * in a file is executed.
 * @param source the id of a repository on the Hugging Face Hub, a local folder, an address, or files in memory by their names.
 * @throws InputError for a missing, damaged or lying file, and for an architecture or a setting that is not supported.
 */
export async function loadDictionary(
  source: string | URL | DictionaryFiles,
  options: LoadDictionaryOptions = {},
): Promise<Dictionary> {
  checkKeys('options of loadDictionary', options, KEYS);
  if (typeof source === 'string' || source instanceof URL) {
    return withSource(source, { ...options, loader: 'loadDictionary' }, (opened, signal) =>
      read(opened, { ...options, signal }),
    );
  }
  options.signal?.throwIfAborted();
  return read(filesGiven(checkKeys('files', source, Object.keys(source ?? {}))), options);
}

const KEYS = [
  ...['name', 'folder', 'tensors', 'k', 'threshold'],
  ...['revision', 'token', 'endpoint', 'cacheDir', 'onProgress', 'signal', 'timeoutSeconds'],
];

async function read(source: CheckpointSource, options: LoadDictionaryOptions): Promise<Dictionary> {
  const { folder, tensors, k, threshold, signal } = options;
  const within = folder === undefined ? source : folderOf(source, folder);
  const given = { ...(k !== undefined && { k }), ...(threshold !== undefined && { threshold }) };
  const numbers = tensors
    ? await readNamedTensors(within, tensors, signal)
    : ((await readSaeLens(within, signal)) ?? (await readDictionaryLearning(within, given, signal)));
  if (numbers) return defineDictionary({ ...numbers, name: options.name ?? within.name });
  throw new InputError(
    `${within.place} has neither ${SAE_LENS_CONFIG} (SAELens) nor ${DICTIONARY_LEARNING_WEIGHTS} (dictionary_learning); ` +
      'name a folder in it by { folder }, or the tensors of a file by { tensors }',
  );
}

/** @throws InputError for a folder that leads anywhere else. */
function folderOf(source: CheckpointSource, folder: unknown): CheckpointSource {
  const parts = typeof folder === 'string' ? folder.split('/') : [];
  if (parts.length === 0 || parts.length > 8 || !parts.every((part) => /^[A-Za-z0-9_][\w.-]{0,100}$/.test(part))) {
    throw new InputError(`folder must be the path of a folder in the source, such as "a/b", got ${show(folder)}`);
  }
  return {
    ...source,
    name: `${source.name}/${folder}`,
    place: `${folder} in ${source.place}`,
    open: (file) => source.open(`${folder}/${file}`),
  };
}
