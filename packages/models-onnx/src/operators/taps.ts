import * as tf from '@tensorflow/tfjs';
import { felt, tensorOf } from '../values/value.js';
import { unstacked } from './expand.js';
import { partOf } from './slices.js';
import type { Windows } from './window.js';

/** A tensor with numbers added before and behind an axis. */
export function paddedAxis(
  x: tf.Tensor,
  axis: number,
  { before, after }: Pick<Windows, 'before' | 'after'>,
  number = 0,
): tf.Tensor {
  if (before === 0 && after === 0) return x;
  const pairs = x.shape.map((_, own): [number, number] => (own === axis ? [before, after] : [0, 0]));
  return tf.pad(x, pairs, number);
}

/** For each tap what all windows have there, of an axis that is padded already. */
export function tapsOf(x: tf.Tensor, axis: number, windows: Windows): tf.Tensor[] {
  const { taps, dilation, stride, count } = windows;
  const value = felt(x);
  if (stride === taps && dilation === 1 && count * stride <= x.shape[axis]!) return tapsOfBlocks(x, axis, windows);
  return Array.from({ length: taps }, (_, tap) =>
    tensorOf(partOf(value, { axis, begin: tap * dilation, step: stride, count })),
  );
}

/** Windows that lie side by side are rows. */
function tapsOfBlocks(x: tf.Tensor, axis: number, { taps, count }: Windows): tf.Tensor[] {
  const whole = tensorOf(partOf(felt(x), { axis, begin: 0, step: 1, count: taps * count }));
  const split = tf.reshape(whole, [...x.shape.slice(0, axis), count, taps, ...x.shape.slice(axis + 1)]);
  return unstacked(split, axis + 1);
}

/** How many numbers of the axis itself each window holds, where those added are not counted. */
export function countsOf(
  extent: number,
  windows: Windows,
  padded: boolean,
  added: { before: number; after: number },
): number[] {
  const { taps, dilation, stride, count, before } = windows;
  const [first, last] = padded ? [-added.before, extent + added.after] : [0, extent];
  return Array.from({ length: count }, (_, i) => {
    const begin = i * stride - before;
    return Array.from({ length: taps }, (_, tap) => begin + tap * dilation).filter((at) => at >= first && at < last)
      .length;
  });
}
