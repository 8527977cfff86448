import { InputError, show } from '@audiate/protocol';
import { asObject } from './config.js';
import { bytesInMemory } from './files/byte-source.js';
import { readJson } from './files/json.js';
import { openUnnamedWeights, openWeights } from './files/open-weights.js';
import type { TensorFile } from './files/tensor-file.js';
import type { CheckpointSource } from './sources/checkpoint-source.js';

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
  /** vocab.json, `{ token: channel }`; a model with a CTC head has no vocabulary unless given. */
  readonly vocabulary?: object;
}

/** What a checkpoint says, its JSON parsed but not yet checked; `undefined` where a file is not there. */
export interface Checkpoint {
  readonly name: string;
  readonly config: unknown;
  readonly preprocessor: unknown;
  readonly vocabulary: unknown;
  readonly weights: TensorFile;
}

/**
 * Reads a checkpoint in Hugging Face's layout: config.json, weights and, where they are, processor_config.json or
 * preprocessor_config.json (in this order, as transformers looks for them) and vocab.json. The small files come first,
 * so that weights are never fetched for a model that cannot be loaded.
 * @throws InputError for a missing or damaged file.
 */
export async function readCheckpoint(source: CheckpointSource, check: (config: unknown) => void): Promise<Checkpoint> {
  const config = await readJson(source, 'config.json');
  if (config === undefined) throw new InputError(`${source.place} has no config.json`);
  check(config);
  const processor = asObject('processor_config.json', (await readJson(source, 'processor_config.json')) ?? {});
  const preprocessor = processor.feature_extractor ?? (await readJson(source, 'preprocessor_config.json'));
  const vocabulary = await readJson(source, 'vocab.json');
  return { name: source.name, config, preprocessor, vocabulary, weights: await openWeights(source) };
}

/** A checkpoint whose files are in memory. @throws InputError when weights are not bytes, or damaged. */
export async function checkpointInMemory(files: Wav2Vec2Files): Promise<Checkpoint> {
  const { config, weights, preprocessor, vocabulary } = asObject('a checkpoint', files) as unknown as Wav2Vec2Files;
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
    vocabulary,
    weights: await openUnnamedWeights(bytesInMemory(bytes)),
  };
}
