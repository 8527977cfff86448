import { type Weight, weight } from '@audiate/ops';
import { InputError } from '@audiate/protocol';
import type { Safetensors } from './safetensors.js';

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
}

/** The weights of a file, whose names may have the prefix that models with a head give them. */
export function weightsOf(file: Safetensors, prefix: string): Weights {
  const kept: Weight[] = [];
  const find = (name: string) => [prefix + name, name].find((candidate) => file.entries.has(candidate));
  const weights: Weights = {
    kept,
    has: (name) => find(name) !== undefined,
    async read(name, shape) {
      const found = find(name);
      if (found === undefined)
        throw new InputError(`model.safetensors lacks the weight "${name}", with or without the prefix "${prefix}"`);
      const actual = file.entries.get(found)!.shape;
      if (actual.join() !== shape.join()) {
        throw new InputError(
          `weight "${found}" of model.safetensors has the shape [${actual}], config.json asks for [${shape}]`,
        );
      }
      return file.read(found);
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
