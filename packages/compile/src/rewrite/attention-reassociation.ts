import { padAxis } from '../expressions/axis-slice.js';
import type { Builder, Rule, Rules } from '../graph/builder.js';
import { along, madeBy, sameShape, type Value } from '../graph/graph.js';
import { beforeHeadSwap, beforeReshape, type Heads, headsIn, headsOf } from './attention-heads.js';

/** What few rows may cost of what the map of all frames does: c w (size + frames) of frames · size · w, for c rows. */
const FEW = 0.25;

const few = (rows: number, frames: number, size: number): boolean => rows / frames + rows / size <= FEW;

/** `[outer, inner, rows, width]` of a value of that many numbers, with the first two axes swapped. */
function swapped(build: Builder, x: Value, [outer, inner, rows]: readonly [number, number, number]): Value {
  const width = along(x, -1);
  if (outer === 1 || inner === 1) return build.reshape(x, [inner, outer, rows, width]);
  return build.transpose(build.reshape(x, [outer, inner, rows, width]), [1, 0, 2, 3]);
}

/** A product with each head's part of the map, for the rows of all sounds at once: `[batch, heads, rows, …]`. */
function perHead(
  build: Builder,
  rows: Value,
  { matrix }: Heads,
  { batch, count, transB }: { batch: number; count: number; transB: 0 | 1 },
): Value {
  const [heads, size, width] = matrix.shape as [number, number, number];
  const grouped = build.reshape(swapped(build, rows, [batch, heads, count]), [heads, batch * count, along(rows, -1)]);
  const shape = [heads, batch * count, transB ? size : width];
  return swapped(build, build.float('Product', [grouped, matrix], shape, { transA: 0, transB }), [heads, batch, count]);
}

/** `q W` for queries `[batch · heads, rows, size]`: `[batch, heads · rows, width]`. */
function towardsFrames(build: Builder, queries: Value, heads: Heads, batch: number): Value {
  const [count, width] = [along(queries, 1), along(heads.matrix, 2)];
  const mapped = perHead(build, queries, heads, { batch, count, transB: 0 });
  return build.reshape(mapped, [batch, along(heads.matrix, 0) * count, width]);
}

/** `q (x Wᵀ + b)ᵀ = (q W) xᵀ + q · b`. */
const scores: Rule<'Product'> = (
  { inputs: [queries, keys], attributes: { transA, transB }, outputs: [extent] },
  build,
) => {
  const heads = transA === 0 && transB === 1 ? headsIn(build, keys) : undefined;
  if (!heads) return undefined;
  const [, count, frames] = extent.shape as [number, number, number];
  const [headCount, size] = heads.matrix.shape as [number, number, number];
  if (!sameShape(queries.shape, keys.shape.with(1, count)) || !few(count, frames, size)) return undefined;
  const batch = along(heads.x, 0);
  const towards = towardsFrames(build, queries, heads, batch);
  const product = build.float('Product', [towards, heads.x], [batch, headCount * count, frames], {
    transA: 0,
    transB: 1,
  });
  const straight = build.reshape(product, extent.shape);
  if (!heads.bias) return [straight];
  const each = build.float(
    'Product',
    [build.reshape(queries, [batch, headCount, count, size]), build.reshape(heads.bias, [headCount, size, 1])],
    [batch, headCount, count, 1],
    { transA: 0, transB: 0 },
  );
  return [build.float('Add', [straight, build.reshape(each, [batch * headCount, count, 1])], extent.shape)];
};

/** `s (x Wᵀ + b) = (s x) Wᵀ + (Σ s) b`. */
const mixture: Rule<'Product'> = (
  { inputs: [shares, values], attributes: { transA, transB }, outputs: [extent] },
  build,
) => {
  const heads = transA === 0 && transB === 0 ? headsIn(build, values) : undefined;
  if (!heads) return undefined;
  const [, count, frames] = shares.shape as [number, number, number];
  const [headCount, size, width] = heads.matrix.shape as [number, number, number];
  if (!sameShape(shares.shape, [along(values, 0), count, along(values, 1)])) return undefined;
  if (!few(count, frames, size)) return undefined;
  const batch = along(heads.x, 0);
  const rows = build.reshape(shares, [batch, headCount * count, frames]);
  const mixed = build.float('Product', [rows, heads.x], [batch, headCount * count, width], { transA: 0, transB: 0 });
  const mapped = perHead(build, mixed, heads, { batch, count, transB: 1 });
  if (!heads.bias) return [build.reshape(mapped, extent.shape)];
  const total = build.float('ReduceSum', [shares], shares.shape.with(2, 1), { axes: [2], keepdims: 1 });
  const bias = build.reshape(heads.bias, [headCount, 1, size]);
  const shift = build.float('Mul', [build.reshape(total, [batch, headCount, count, 1]), bias], mapped.shape);
  return [build.reshape(build.float('Add', [mapped, shift], mapped.shape), extent.shape)];
};

/** What one stretch of heads gives to the gradient of the frames, where it is padded rows or a product over few rows. */
function contribution(build: Builder, part: Value, heads: Heads): Value | undefined {
  const { x, matrix } = heads;
  const [batch, frames, width] = x.shape as [number, number, number];
  const [headCount, size] = matrix.shape as [number, number, number];
  const pad = madeBy(part, 'AxisPad');
  if (pad?.attributes.axis === 2) {
    const [padded, begin] = pad.inputs;
    const count = along(padded, 2);
    const rows = build.reshape(build.transpose(padded, [0, 2, 1, 3]), [batch, count, headCount * size]);
    const flat = build.reshape(matrix, [headCount * size, width]);
    const own = build.float('Product', [rows, flat], [batch, count, width], { transA: 0, transB: 0 });
    return padAxis(build, own, 1, { begin, total: frames });
  }
  const product = madeBy(beforeReshape(part), 'Product');
  if (product?.attributes.transA !== 1 || product.attributes.transB !== 0) return undefined;
  const [shares, queries] = product.inputs;
  const [count, all] = [along(shares, 1), batch * headCount];
  if (!sameShape(shares.shape, [all, count, frames]) || !sameShape(queries.shape, [all, count, size])) return undefined;
  if (!few(count, frames, size)) return undefined;
  const rows = build.reshape(shares, [batch, headCount * count, frames]);
  const towards = towardsFrames(build, queries, heads, batch);
  return build.float('Product', [rows, towards], x.shape, { transA: 1, transB: 0 });
}

/** `(sᵀ q) W = sᵀ (q W)`, for each stretch of heads of the map. */
const gradient: Rule<'LinearGradient'> = ({ inputs: [dy, ...map] }, build) => {
  const whole = beforeHeadSwap(beforeReshape(dy));
  if (!whole) return undefined;
  const [batch, heads, frames, size] = whole.shape as [number, number, number, number];
  if (!sameShape(dy.shape, [batch, frames, heads * size])) return undefined;
  const concat = madeBy(whole, 'Concat');
  const parts = concat?.attributes.axis === 1 ? concat.inputs : [whole];
  let first = 0;
  let sum: Value | undefined;
  for (const part of parts) {
    const headCount = along(part, 1);
    const own = headsOf(build, map, { first, headCount, size });
    const added = own && contribution(build, part, own);
    if (!added) return undefined;
    sum = sum ? build.float('Add', [sum, added], added.shape) : added;
    first += headCount * size;
  }
  return sum && [sum];
};

/**
 * Attention that few rows ask for, without keys and values of all frames: products of few rows take the place of the linear
 * map that makes them, W the rows of its matrix that belong to a head and b its bias. The last block of a model is asked
 * so when one frame is read. The gradients of shares and of queries are products of the first and of the second form, too.
 */
export const attentionReassociation: Rules = { Product: [scores, mixture], LinearGradient: [gradient] };
