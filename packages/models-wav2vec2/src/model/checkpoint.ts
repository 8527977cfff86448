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
import { InputError, show } from '@audiate/protocol';
import { readTokenizerFiles, type TokenizerFiles } from '../tokenizer/tokenizer-files.js';
import { checkAdapter, openAdapter } from './language-adapter.js';

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
  /**
   * The bytes of adapter.<language>.safetensors (or .bin) by language, for one that the option `language` picks beside the
   * weights' own, as MMS has them.
   */
  readonly adapters?: Readonly<Record<string, Uint8Array | ArrayBuffer>>;
}

/** What a checkpoint says, its JSON parsed but not yet checked; `undefined` where a file is not there. */
export interface Checkpoint {
  readonly name: string;
  readonly config: unknown;
  readonly preprocessor: unknown;
  readonly tokenizer: TokenizerFiles;
  readonly weights: TensorFile;
  /** The adapters and the head of a language, in the place of those of the weights. */
  readonly adapter: TensorFile | undefined;
}

/** What a caller makes of config.json, before anything large is read. */
export interface Reading {
  /** @throws InputError for a model that cannot be loaded. */
  check(config: unknown): void;
  /** The language whose adapter is wanted; undefined where the weights' own will do. */
  language(config: unknown, tokenizer: TokenizerFiles): string | undefined;
}

/**
 * Reads a checkpoint in Hugging Face's layout: config.json, weights and, where they are, processor_config.json or
 * preprocessor_config.json (in this order, as transformers looks for them) and the tokenizer's. The small files come first,
 * so that weights are never fetched for a model that cannot be loaded.
 * @throws InputError for a missing or damaged file.
 */
export async function readCheckpoint(source: CheckpointSource, { check, language }: Reading): Promise<Checkpoint> {
  const config = await readJson(source, 'config.json');
  if (config === undefined) throw new InputError(`${source.place} has no config.json`);
  check(config);
  const preprocessor = await readFeatureExtractor(source);
  const tokenizer = await readTokenizerFiles(source);
  const other = language(config, tokenizer);
  const adapter = other === undefined ? undefined : await openAdapter(source, other);
  return { name: source.name, config, preprocessor, tokenizer, adapter, weights: await openWeights(source) };
}

/** A checkpoint whose files are in memory. @throws InputError when weights are not bytes, or damaged. */
export async function checkpointInMemory(files: Wav2Vec2Files, { check, language }: Reading): Promise<Checkpoint> {
  const given = asObject('a checkpoint', files) as unknown as Wav2Vec2Files;
  const { config, weights, preprocessor, vocabulary, tokenizerConfig, addedTokens, specialTokensMap } = given;
  const tokenizer = { vocabulary, settings: tokenizerConfig, added: addedTokens, special: specialTokensMap };
  const bytes = bytesGiven('weights', weights, 'model.safetensors or pytorch_model.bin');
  check(config);
  const other = language(config, tokenizer);
  return {
    name: 'wav2vec2',
    config,
    preprocessor,
    tokenizer,
    adapter: other === undefined ? undefined : await adapterInMemory(given.adapters ?? {}, other),
    weights: await openUnnamedWeights(bytes, 'what is given as weights'),
  };
}

async function adapterInMemory(
  adapters: NonNullable<Wav2Vec2Files['adapters']>,
  language: string,
): Promise<TensorFile> {
  const name = `adapter.${language}.safetensors`;
  if (!Object.hasOwn(adapters, language)) {
    throw new InputError(
      `language ${show(language)} has a vocabulary, but adapters has no ${show(language)}; give the bytes of ${name} there, ` +
        "or leave language out for the weights' own",
    );
  }
  const bytes = bytesGiven(`adapters[${show(language)}]`, adapters[language], name);
  return checkAdapter(await openUnnamedWeights(bytes, `what is given as ${name}`, name));
}
