import type { Builder } from '../graph/builder.js';
import type { Value } from '../graph/graph.js';

/**
 * A weight packed for a product: its frozen numbers in another order, made when they are read.
 * @param options.dtype of the packed numbers.
 * @param options.name of what `pack` does to these numbers: two packings of one name and weight are the same.
 */
export function prepacked(
  build: Builder,
  weight: Value,
  {
    name,
    shape,
    dtype = 'float32',
    pack,
  }: {
    readonly name: string;
    readonly shape: readonly number[];
    readonly dtype?: 'float32' | 'int8';
    readonly pack: (data: Float32Array) => Float32Array | Int8Array;
  },
): Value {
  if (weight.origin.kind !== 'frozen') throw new Error(`${name}: the weight is not frozen`);
  const { source, packing, read } = weight.origin.data;
  const packed = { source, packing: `${packing}/${name}`, read: () => pack(read() as Float32Array) };
  return build.frozen(packed, { shape, dtype });
}
