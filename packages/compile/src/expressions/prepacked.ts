import type { Builder } from '../graph/builder.js';
import { asItIs } from '../graph/frozen.js';
import type { Frozen, Value } from '../graph/graph.js';

/**
 * A weight packed for a product: its numbers in another order, made when they are read.
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
  const { source, packing, read } = frozenOf(name, weight);
  const packed = { source, packing: `${packing}/${name}`, read: () => pack(read() as Float32Array) };
  return build.frozen(packed, { shape, dtype });
}

/** Numbers that were made during the trace do as well: they are this program's own. */
function frozenOf(name: string, { origin }: Value): Frozen {
  if (origin.kind === 'frozen') return origin.data;
  if (origin.kind === 'lifted') return asItIs(origin.data);
  throw new Error(`${name}: the weight is not known before the run`);
}
