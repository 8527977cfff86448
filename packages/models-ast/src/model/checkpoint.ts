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

/** A checkpoint's files in memory, for where there is no file system. JSON files come parsed. */
export interface AstFiles {
  /** config.json. */
  readonly config: object;
  /**
   * The bytes of model.safetensors or pytorch_model.bin. Aligned F32 weights are views on them: don't write to them
   * afterwards.
   */
  readonly weights: Uint8Array | ArrayBuffer;
  /** preprocessor_config.json; the defaults of transformers' ASTFeatureExtractor unless given. */
  readonly preprocessor?: object;
}

/** What a checkpoint says, its JSON parsed but not yet checked; `undefined` where a file is not there. */
export interface Checkpoint {
  readonly name: string;
  readonly config: unknown;
  readonly preprocessor: unknown;
  readonly weights: TensorFile;
}

/** Throws an InputError for a model that cannot be loaded. */
type Check = (checkpoint: Pick<Checkpoint, 'config' | 'preprocessor'>) => void;

/**
 * Reads a checkpoint in Hugging Face's layout. The small files come first, so that weights are never fetched for a model that
 * cannot be loaded.
 * @throws InputError for a missing or damaged file.
 */
export async function readCheckpoint(source: CheckpointSource, check: Check): Promise<Checkpoint> {
  const config = await readJson(source, 'config.json');
  if (config === undefined) throw new InputError(`${source.place} has no config.json`);
  const told = { config, preprocessor: await readFeatureExtractor(source) };
  check(told);
  return { name: source.name, ...told, weights: await openWeights(source) };
}

/** A checkpoint whose files are in memory. @throws InputError when weights are not bytes, or damaged. */
export async function checkpointInMemory(files: AstFiles, check: Check): Promise<Checkpoint> {
  const { config, weights, preprocessor } = asObject('a checkpoint', files) as unknown as AstFiles;
  const bytes = bytesGiven('weights', weights, 'model.safetensors or pytorch_model.bin');
  const told = { config, preprocessor };
  check(told);
  return { name: 'ast', ...told, weights: await openUnnamedWeights(bytes, 'what is given as weights') };
}
