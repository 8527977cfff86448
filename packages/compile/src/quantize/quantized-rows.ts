import type { Builder } from '../graph/builder.js';
import type { Value } from '../graph/graph.js';

/** Rows in unsigned bytes, each by a scale of its own. */
export interface QuantizedRows {
  /** `[rows, inner]`. */
  readonly bytes: Value;
  /** What a unit of each row stands for, `[rows, 1]`. */
  readonly scales: Value;
}

/** The byte that stands for 0. */
export const ZERO = 128;

const LARGEST = 127;
/** A row of zeros has this scale, so that nothing is divided by 0. */
const SMALLEST_SCALE = 1e-30;

/**
 * `[rows, inner]` quantised when the program runs, row by row (per token): in a gradient the rows far from the frame that is
 * climbed are many times smaller than those near it, and one scale for all would leave nothing of them.
 */
export function quantizedRows(build: Builder, x: Value): QuantizedRows {
  const [rows] = x.shape as [number, number];
  const each = [rows, 1];
  const largest = build.float('ReduceMax', [build.float('Abs', [x], x.shape)], each, { axes: [1], keepdims: 1 });
  const scales = build.float(
    'Max',
    [build.float('Mul', [largest, build.scalar(1 / LARGEST)], each), build.scalar(SMALLEST_SCALE)],
    each,
  );
  const zeros = build.literal(new Uint8Array(rows).fill(ZERO), { shape: [rows], dtype: 'uint8' });
  const operands = [x, build.reshape(scales, [rows]), zeros] as const;
  return { bytes: build.one('QuantizeLinear', operands, { shape: x.shape, dtype: 'uint8' }, { axis: 0 }), scales };
}
