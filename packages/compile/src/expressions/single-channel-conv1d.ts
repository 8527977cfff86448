import type { Builder } from '../graph/builder.js';
import { along, type Value } from '../graph/graph.js';
import { padAxis, sliceAxis } from './axis-slice.js';
import { fitted, rowsFrom } from './frames.js';
import { multiply } from './multiply.js';
import { prepacked } from './prepacked.js';

/** The kernel of a one-channel convolution, `[out, 1, taps]`, as `[taps, out]`. */
export function tapRows(build: Builder, kernel: Value): Value {
  const [outputs, , taps] = kernel.shape as [number, number, number];
  return prepacked(build, kernel, {
    name: 'conv1d.matrix',
    shape: [taps, outputs],
    pack: (data) => {
      const out = new Float32Array(data.length);
      for (let o = 0; o < outputs; o++) for (let t = 0; t < taps; t++) out[t * outputs + o] = data[o * taps + t]!;
      return out;
    },
  });
}

/** The windows of a one-channel signal `[batch, frames, 1]`: `[batch, count, taps]`. */
export function windowsOf(
  build: Builder,
  x: Value,
  { taps, stride, count }: { taps: number; stride: number; count: number },
): Value {
  const runs = Array.from({ length: Math.ceil(taps / stride) }, (_, i) => {
    const first = i * stride;
    return rowsFrom(build, x, { first, run: Math.min(stride, taps - first), stride, count });
  });
  const [only] = runs;
  if (only && runs.length === 1) return only;
  return build.float('Concat', runs, [along(x, 0), count, taps], { axis: 2 });
}

/** What each tap of a one-channel kernel gives for each window: `[batch, count, taps]`. */
export function tapColumns(build: Builder, dy: Value, kernel: Value): Value {
  const [outputs, , taps] = kernel.shape as [number, number, number];
  return multiply(build, dy, build.reshape(kernel, [outputs, taps]));
}

/** Sums windows `[batch, count, taps]` that begin `stride` frames apart into a signal `[batch, frames, 1]`. */
export function overlapped(
  build: Builder,
  columns: Value,
  { stride, frames }: { stride: number; frames: number },
): Value {
  const [batch, count, taps] = columns.shape as [number, number, number];
  const runs = Math.ceil(taps / stride);
  const parts = Array.from({ length: runs }, (_, j) => {
    const size = Math.min(stride, taps - j * stride);
    const own = sliceAxis(build, columns, 2, { begin: build.integers([j * stride]), size });
    const wide = padAxis(build, own, 2, { begin: build.integers([0]), total: stride });
    return padAxis(build, wide, 1, { begin: build.integers([j]), total: count + runs - 1 });
  });
  const sum = parts.reduce((total, part) => build.float('Add', [total, part], total.shape));
  return fitted(build, build.reshape(sum, [batch, (count + runs - 1) * stride, 1]), frames);
}
