import { withGradient } from '@audiate/ops';
import type { Activation } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { OwnTarget } from './target.js';

/** The Gram matrices XᵀX / frames of a target, `[items, channels, channels]`. */
export function gramsOf({ data, items, frames, channels }: OwnTarget): Float32Array {
  const grams = new Float32Array(items * channels * channels);
  const sums = new Float64Array(channels * channels);
  for (let item = 0; item < items; item++) {
    sums.fill(0);
    for (let frame = 0; frame < frames; frame++) {
      const row = data.subarray((item * frames + frame) * channels, (item * frames + frame + 1) * channels);
      for (let a = 0; a < channels; a++) {
        const [value, line] = [row[a]!, a * channels];
        if (value !== 0) for (let b = 0; b < channels; b++) sums[line + b]! += value * row[b]!;
      }
    }
    grams.set(
      sums.map((sum) => sum / frames),
      item * channels * channels,
    );
  }
  return grams;
}

/**
 * ‖XᵀX / frames − G‖² of each item, `[batch, frames, channels]` and `[1 or batch, channels, channels]` to `[batch]`, with
 * its gradient 4 X (XᵀX / frames − G) / frames: matrices are multiplied as they lie, which is fast on every backend.
 */
export function gramDistance(activation: Activation, wanted: tf.Tensor3D): tf.Tensor1D {
  const frames = activation.shape[1];
  return withGradient(activation, (x) => {
    const gram = tf.div(tf.matMul(tf.transpose(x, [0, 2, 1]), x), frames);
    const difference = tf.sub(gram, wanted);
    return {
      value: tf.sum(tf.square(difference), [1, 2]) as tf.Tensor1D,
      saved: [x, difference],
      gradient: (dy, [kept, apart]) => tf.mul(tf.matMul(kept!, apart!), tf.mul(tf.reshape(dy, [-1, 1, 1]), 4 / frames)),
    };
  });
}
