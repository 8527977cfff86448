import { type Weight, weight } from '@audiate/ops';
import { InputError } from '@audiate/protocol';
import type { TensorFile } from './files/tensor-file.js';
import { hashNumbers } from './hash-numbers.js';

/** A checkpoint's weights by the names of transformers' model without a head; remembers what was taken, to be hashed and freed together. */
export interface Weights {
  has(name: string): boolean;
  /**
   * The numbers of a weight.
   * @throws InputError when it is missing or of another shape.
   */
  read(name: string, shape: readonly number[]): Promise<Float32Array>;
  /** Numbers worked out from weights, as a weight of their own. */
  keep(data: Float32Array, shape: readonly number[]): Weight;
  /** `read` and `keep`. */
  take(name: string, shape: readonly number[]): Promise<Weight>;
  /** All that was kept, in order. */
  readonly kept: readonly Weight[];
  /** The hashes of their numbers, in the same order. */
  hashes(): readonly string[];
}

/** So long the event loop may be kept from turning: that of one frame. */
const BREATH_MS = 16;

/** Options of {@link weightsOf}. */
export interface WeightsOptions {
  /** What models with a head put before a weight's name. */
  readonly prefix: string;
  /** Rejects the next `read` with its reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The weights of a checkpoint, whose names may have the prefix. Between two weights the event loop turns. What was kept
 * is hashed while the next numbers are on their way from the disk.
 */
export function weightsOf(file: TensorFile, { prefix, signal }: WeightsOptions): Weights {
  const kept: Weight[] = [];
  const hashes: string[] = [];
  const hashKept = () => {
    for (const { data } of kept.slice(hashes.length)) hashes.push(hashNumbers(data));
    return hashes;
  };
  const find = (name: string) => [prefix + name, name].find((candidate) => file.has(candidate));
  let breathed = performance.now();
  const weights: Weights = {
    kept,
    hashes: hashKept,
    has: (name) => find(name) !== undefined,
    async read(name, shape) {
      if (performance.now() - breathed > BREATH_MS) {
        await new Promise((resolve) => setTimeout(resolve));
        breathed = performance.now();
      }
      signal?.throwIfAborted();
      const found = find(name);
      if (found === undefined) {
        throw new InputError(`${file.name} lacks the weight "${name}", with or without the prefix "${prefix}"`);
      }
      const actual = await file.shape(found);
      if (actual.join() !== shape.join()) {
        throw new InputError(
          `weight "${found}" of ${file.name} has the shape [${actual}], config.json asks for [${shape}]`,
        );
      }
      const reading = file.read(found);
      hashKept();
      return reading;
    },
    keep(data, shape) {
      const made = weight(data, shape);
      kept.push(made);
      return made;
    },
    take: async (name, shape) => weights.keep(await weights.read(name, shape), shape),
  };
  return weights;
}
