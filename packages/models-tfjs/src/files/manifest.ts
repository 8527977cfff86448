import { asObject, checkPlainName } from '@audiate/checkpoints';
import { checkChoice, InputError, show } from '@audiate/protocol';
import type * as tf from '@tensorflow/tfjs';
import { parseQuantization, QUANTIZED_BYTES } from './quantization.js';

/** The files with a model's weights, one behind the other, and how tensors lie in them. */
export interface Manifest {
  readonly paths: readonly string[];
  readonly specs: readonly tf.io.WeightsManifestEntry[];
  /** Of all files together. */
  readonly bytes: number;
}

/** More files or tensors than any model has. */
const MAX_FILES = 10_000;
const MAX_TENSORS = 100_000;

/** Bytes of a number, as it is stored; texts are not weights of a network that hears. */
const BYTES = { float32: 4, int32: 4, bool: 1 } as const;

/**
 * Reads `weightsManifest` of model.json.
 * @throws InputError for a path that is no plain file name, a path or a name that stands twice, another element type, extents that
 * are none, or a quantization that does not tell its numbers.
 */
export function parseManifest(manifest: unknown): Manifest {
  const groups = Array.isArray(manifest) ? manifest : undefined;
  if (!groups || groups.length > MAX_FILES) {
    throw new InputError(
      `weightsManifest in model.json must be a list of at most ${MAX_FILES} groups, got ${show(manifest)}`,
    );
  }
  const paths: string[] = [];
  const specs: tf.io.WeightsManifestEntry[] = [];
  for (const group of groups.map((given) => asObject('a group of weightsManifest in model.json', given))) {
    const [files, tensors] = [group.paths, group.weights];
    if (!Array.isArray(files) || !Array.isArray(tensors)) {
      throw new InputError('a group of weightsManifest in model.json must have the lists paths and weights');
    }
    paths.push(...files.map((path) => checkPlainName('a path of weightsManifest in model.json', path)));
    specs.push(...tensors.map(parseSpec));
    if (paths.length > MAX_FILES || specs.length > MAX_TENSORS) {
      throw new InputError(`weightsManifest in model.json has more than ${MAX_FILES} files or ${MAX_TENSORS} weights`);
    }
  }
  checkOnce('path', paths);
  checkOnce(
    'weight',
    specs.map(({ name }) => name),
  );
  return { paths, specs, bytes: specs.reduce((sum, spec) => sum + bytesOf(spec), 0) };
}

function parseSpec(given: unknown): tf.io.WeightsManifestEntry {
  const { name, shape, dtype, quantization } = asObject('a weight in model.json', given);
  if (typeof name !== 'string' || name === '')
    throw new InputError(`a weight in model.json has the name ${show(name)}`);
  const kind = checkChoice(
    `dtype of weight ${show(name)} in model.json`,
    dtype,
    Object.keys(BYTES) as (keyof typeof BYTES)[],
  );
  const extents =
    Array.isArray(shape) && shape.length <= 8 && shape.every((own) => Number.isSafeInteger(own) && own >= 0);
  if (!extents) {
    throw new InputError(
      `weight ${show(name)} in model.json must have a shape of at most 8 whole numbers, got ${show(shape)}`,
    );
  }
  const spec = { name, shape: shape as number[], dtype: kind };
  if (quantization === undefined || quantization === null) return spec;
  return {
    ...spec,
    quantization: parseQuantization(`quantization of weight ${show(name)} in model.json`, quantization, kind),
  };
}

function bytesOf({ shape, dtype, quantization }: tf.io.WeightsManifestEntry): number {
  const each = quantization ? QUANTIZED_BYTES[quantization.dtype] : BYTES[dtype as keyof typeof BYTES];
  return shape.reduce((product, extent) => product * extent, each);
}

function checkOnce(thing: string, names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw new InputError(`weightsManifest in model.json has the ${thing} ${show(name)} twice`);
    seen.add(name);
  }
}
