import {
  asObject,
  bytesGiven,
  type CheckpointSource,
  openUnnamedWeights,
  openWeights,
  readFeatureExtractor,
  readJson,
  type TensorFile,
} from '@audiate/checkpoints';
import { InputError } from '@audiate/protocol';
import { readTokenizerFiles, type TokenizerFiles } from '../tokenizer/tokenizer.js';

/** A checkpoint's files in memory, for where there is no file system. JSON files come parsed. */
export interface WhisperFiles {
  /** config.json. */
  readonly config: object;
  /**
   * The bytes of model.safetensors or pytorch_model.bin. Aligned F32 weights are views on them: don't write to them
   * afterwards.
   */
  readonly weights: Uint8Array | ArrayBuffer;
  /** preprocessor_config.json; the defaults of transformers' WhisperFeatureExtractor unless given. */
  readonly preprocessor?: object;
  /** vocab.json; asked for with the decoder alone, like those that follow. */
  readonly vocabulary?: object;
  /** added_tokens.json. */
  readonly addedTokens?: object;
  /** tokenizer_config.json. */
  readonly tokenizerConfig?: object;
  /** generation_config.json. */
  readonly generationConfig?: object;
}

/** What a checkpoint says, its JSON parsed but not yet checked; `undefined` where a file is not there. */
export interface Checkpoint {
  readonly name: string;
  readonly config: unknown;
  readonly preprocessor: unknown;
  readonly tokenizer: TokenizerFiles;
  readonly weights: TensorFile;
}

/** Throws an InputError for a model that cannot be loaded. */
type Check = (checkpoint: Omit<Checkpoint, 'weights' | 'name'>) => void;

/**
 * Reads a checkpoint in Hugging Face's layout, with the tokenizer's files where the decoder is asked for. The small files come first, so that weights are never fetched for a model that
 * cannot be loaded.
 * @throws InputError for a missing or damaged file.
 */
export async function readCheckpoint(
  source: CheckpointSource,
  { check, decoder }: { readonly check: Check; readonly decoder: boolean },
): Promise<Checkpoint> {
  const config = await readJson(source, 'config.json');
  if (config === undefined) throw new InputError(`${source.place} has no config.json`);
  const preprocessor = await readFeatureExtractor(source);
  const told = { config, preprocessor, tokenizer: decoder ? await readTokenizerFiles(source) : {} };
  check(told);
  return { name: source.name, ...told, weights: await openWeights(source) };
}

/** A checkpoint whose files are in memory. @throws InputError when weights are not bytes, or damaged. */
export async function checkpointInMemory(files: WhisperFiles, check: Check): Promise<Checkpoint> {
  const given = asObject('a checkpoint', files) as unknown as WhisperFiles;
  const { config, weights, preprocessor, vocabulary, addedTokens, tokenizerConfig, generationConfig } = given;
  const tokenizer = { vocabulary, added: addedTokens, settings: tokenizerConfig, generation: generationConfig };
  const bytes = bytesGiven('weights', weights, 'model.safetensors or pytorch_model.bin');
  const told = { config, preprocessor, tokenizer };
  check(told);
  const file = await openUnnamedWeights(bytes, 'what is given as weights');
  return { name: 'whisper', ...told, weights: file };
}
