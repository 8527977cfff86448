import { InputError, show } from '@audiate/protocol';
import { bytesInMemory } from '../files/byte-source.js';
import type { CheckpointSource } from '../files/checkpoint-source.js';
import { asObject, readJson } from '../files/json.js';
import { openUnnamedWeights, openWeights } from '../files/open-weights.js';
import type { TensorFile } from '../files/tensor-file.js';
import { readTokenizerFiles, type TokenizerFiles } from '../tokenizer/tokenizer-files.js';

/** A checkpoint's files in memory, for where there is no file system. JSON files come parsed. */
export interface Wav2Vec2Files {
  /** config.json. */
  readonly config: object;
  /**
   * The bytes of model.safetensors or pytorch_model.bin. Aligned F32 weights are views on them: don't write to them
   * afterwards.
   */
  readonly weights: Uint8Array | ArrayBuffer;
  /** preprocessor_config.json; the audio is normalised and 16 kHz unless given, as the family's default has it. */
  readonly preprocessor?: object;
  /**
   * vocab.json, `{ token: channel }`, or `{ language: { token: channel } }`; a model with a CTC head has no vocabulary
   * unless given.
   */
  readonly vocabulary?: object;
  /** tokenizer_config.json; without it the vocabulary's names tell the blank and how texts are split. */
  readonly tokenizerConfig?: object;
  /** added_tokens.json, `{ token: channel }`: tokens beside vocab.json. */
  readonly addedTokens?: object;
  /** special_tokens_map.json. */
  readonly specialTokensMap?: object;
}

/** What a checkpoint says, its JSON parsed but not yet checked; `undefined` where a file is not there. */
export interface Checkpoint {
  readonly name: string;
  readonly config: unknown;
  readonly preprocessor: unknown;
  readonly tokenizer: TokenizerFiles;
  readonly weights: TensorFile;
}

/**
 * Reads a checkpoint in Hugging Face's layout: config.json, weights and, where they are, processor_config.json or
 * preprocessor_config.json (in this order, as transformers looks for them) and the tokenizer's. The small files come first,
 * so that weights are never fetched for a model that cannot be loaded.
 * @throws InputError for a missing or damaged file.
 */
export async function readCheckpoint(source: CheckpointSource, check: (config: unknown) => void): Promise<Checkpoint> {
  const config = await readJson(source, 'config.json');
  if (config === undefined) throw new InputError(`${source.place} has no config.json`);
  check(config);
  const processor = asObject('processor_config.json', (await readJson(source, 'processor_config.json')) ?? {});
  const preprocessor = processor.feature_extractor ?? (await readJson(source, 'preprocessor_config.json'));
  const tokenizer = await readTokenizerFiles(source);
  return { name: source.name, config, preprocessor, tokenizer, weights: await openWeights(source) };
}

/** A checkpoint whose files are in memory. @throws InputError when weights are not bytes, or damaged. */
export async function checkpointInMemory(files: Wav2Vec2Files): Promise<Checkpoint> {
  const given = asObject('a checkpoint', files) as unknown as Wav2Vec2Files;
  const { config, weights, preprocessor, vocabulary, tokenizerConfig, addedTokens, specialTokensMap } = given;
  const bytes = weights instanceof ArrayBuffer ? new Uint8Array(weights) : weights;
  if (!(bytes instanceof Uint8Array)) {
    throw new InputError(
      `weights must be a Uint8Array or ArrayBuffer of model.safetensors or pytorch_model.bin, got ${show(weights)}`,
    );
  }
  return {
    name: 'wav2vec2',
    config,
    preprocessor,
    tokenizer: { vocabulary, settings: tokenizerConfig, added: addedTokens, special: specialTokensMap },
    weights: await openUnnamedWeights(bytesInMemory(bytes)),
  };
}
