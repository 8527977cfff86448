import { arrayRef, InputError, isList, layerInfo, type ModelInfo, show } from '@audiate/protocol';

/** A direction in a layer: one finite number for each channel. */
export type Vector = Float32Array | readonly number[];

/**
 * A copy of a vector, so that its spec stays true.
 * @throws InputError unless it holds finite numbers, not all 0.
 */
export function checkVector(thing: string, vector: Vector): Float32Array {
  if (!(vector instanceof Float32Array) && !isList(vector)) {
    throw new InputError(`${thing} must be a Float32Array or a list of numbers, got ${show(vector)}`);
  }
  const copy = Float32Array.from(vector);
  const bad = copy.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new InputError(`${thing} must be finite, got ${show(vector[bad])} at channel ${bad}`);
  if (copy.every((value) => value === 0)) throw new InputError(`${thing} has no direction: all its numbers are 0`);
  return copy;
}

/** @throws InputError unless the vector has a number for each channel of the layer. */
export function checkChannels(thing: string, vector: Float32Array, layer: string, model: ModelInfo): void {
  const { channels } = layerInfo(model, layer);
  if (vector.length === channels) return;
  throw new InputError(`${thing} has ${vector.length} numbers, ${layer} ${channels} channels; give one for each`);
}

/** How a description names an array: by the first eight digits of its hash. */
export function shortName(array: Float32Array): string {
  return `#${arrayRef(array).hash.slice(0, 8)}`;
}
