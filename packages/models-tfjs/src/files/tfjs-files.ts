import { asObject, type ByteSource, type CheckpointSource, readJson } from '@audiate/checkpoints';
import { checkChoice, InputError } from '@audiate/protocol';
import { type Manifest, parseManifest } from './manifest.js';
import { decodeWeights, type Numbers } from './numbers.js';

/** A model's files in memory, for where there is no file system. */
export interface TfjsFiles {
  /** model.json, parsed. */
  readonly model: object;
  /** The bytes of the files that it names, one behind the other in its order. */
  readonly weights: Uint8Array | ArrayBuffer;
}

/** What a model's files say, the topology parsed but not yet checked. */
export interface TfjsModel {
  readonly name: string;
  readonly format: Format;
  readonly topology: unknown;
  /** Which nodes are inputs and outputs, where a graph tells. */
  readonly signature: unknown;
  readonly weights: ReadonlyMap<string, Numbers>;
}

/** A graph of operations, as converted from TensorFlow, or layers, as Keras has them. */
export type Format = 'graph-model' | 'layers-model';

/**
 * Reads model.json and the files with weights that it names.
 * @throws InputError for a missing or damaged file.
 */
export async function readTfjs(source: CheckpointSource): Promise<TfjsModel> {
  const model = await readJson(source, 'model.json');
  if (model === undefined) throw new InputError(`${source.place} has no model.json`);
  const { manifest, ...told } = parseModel(model);
  const files: ByteSource[] = [];
  let size = 0;
  for (const path of manifest.paths) {
    const file = await source.open(path);
    if (!file) throw new InputError(`${source.place} has no ${path}, which its model.json names`);
    files.push(file);
    size += file.size;
    if (size > manifest.bytes) throw wrongSize(manifest, size);
  }
  // no memory is asked for before the files are as long as they should be
  if (size !== manifest.bytes) throw wrongSize(manifest, size);
  const all = memoryFor(size);
  let filled = 0;
  for (const file of files) {
    all.set(await file.read(0, file.size), filled);
    filled += file.size;
  }
  return { name: source.name, ...told, weights: decodeWeights(manifest, all) };
}

/** A model whose files are in memory. @throws InputError for a damaged one. */
export function tfjsInMemory(files: TfjsFiles): TfjsModel {
  const { model, weights } = asObject('a model', files) as unknown as TfjsFiles;
  const { manifest, ...told } = parseModel(model);
  if (!(weights instanceof Uint8Array || weights instanceof ArrayBuffer)) {
    throw new InputError(
      'weights must be a Uint8Array or ArrayBuffer with the bytes of the files that model.json names',
    );
  }
  const all = weights instanceof Uint8Array ? weights : new Uint8Array(weights);
  if (all.length !== manifest.bytes) throw wrongSize(manifest, all.length);
  return { name: 'tfjs', ...told, weights: decodeWeights(manifest, all) };
}

function parseModel(json: unknown): Omit<TfjsModel, 'name' | 'weights'> & { readonly manifest: Manifest } {
  const { format, modelTopology, signature, weightsManifest } = asObject('model.json', json);
  const kind = checkChoice('format in model.json', format ?? 'layers-model', ['graph-model', 'layers-model'] as const);
  return { format: kind, topology: modelTopology, signature, manifest: parseManifest(weightsManifest) };
}

function memoryFor(bytes: number): Uint8Array {
  try {
    return new Uint8Array(bytes);
  } catch (error) {
    throw new InputError(`the weights that model.json names have ${bytes} bytes, more than fit into memory`, {
      cause: error,
    });
  }
}

function wrongSize({ bytes, paths }: Manifest, got: number): InputError {
  const files = paths.slice(0, 4).join(', ') + (paths.length > 4 ? ` and ${paths.length - 4} more` : '');
  return new InputError(
    `model.json tells of weights of ${bytes} bytes, but ${files} have ${got}${got > bytes ? ' or more' : ''}`,
  );
}
