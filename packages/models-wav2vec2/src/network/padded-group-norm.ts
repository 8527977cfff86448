import type { Norm } from '@audiate/checkpoints';
import { type Layout, meanOverFrames, type Weight } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';

/** A kernel `[out, 1, taps]` as `[taps, out]`. */
const tapRows: Layout = {
  name: 'conv1d.tapRows',
  arrange(data, shape) {
    const [outputs, , taps] = shape as [number, number, number];
    const out = new Float32Array(data.length);
    for (let o = 0; o < outputs; o++) for (let t = 0; t < taps; t++) out[t * outputs + o] = data[o * taps + t]!;
    return { data: out, shape: [taps, outputs] };
  },
};

/**
 * A convolution of one channel and the norm of each channel over the frames that an item has, `[batch, samples, 1] → [batch,
 * frames, out]`. The windows that the convolution sees lose their mean over these frames first, so that what comes out has none:
 * a bias of the convolution falls out, and a sound that barely moves keeps its digits.
 * @param valid 1 for each frame that an item has, else 0: `[batch, frames, 1]`.
 */
export function paddedGroupNorm(
  x: tf.Tensor3D,
  { kernel, stride, norm: { gamma, beta, eps } }: { kernel: Weight; stride: number; norm: Norm },
  valid: tf.Tensor3D,
): tf.Tensor3D {
  const [outputs, , taps] = kernel.shape as [number, number, number];
  const [batch, frames] = valid.shape;
  return tf.tidy(() => {
    const windows = windowsOf(x, { taps, stride, frames });
    const share = tf.div(frames, tf.sum(valid, 1, true));
    const mean = (over: tf.Tensor3D) => tf.mul(tf.reshape(meanOverFrames(over), [batch, 1, -1]), share);
    const offsets: tf.Tensor3D = tf.sub(windows, mean(tf.mul(windows, valid)));
    const rows = tf.reshape(offsets, [batch * frames, taps]);
    const heard = tf.reshape(tf.matMul(rows, kernel.tensor(tapRows) as tf.Tensor2D), [batch, frames, outputs]);
    const variance = mean(tf.mul(tf.square(heard), valid));
    const scale = tf.mul(tf.rsqrt(tf.add(variance, eps)), gamma.tensor());
    return tf.add(tf.mul(heard, scale), beta.tensor());
  });
}

/** What each frame of a convolution of one channel sees: `[batch, frames, taps]`. */
function windowsOf(
  x: tf.Tensor3D,
  { taps, stride, frames }: { readonly taps: number; readonly stride: number; readonly frames: number },
): tf.Tensor3D {
  const [batch, samples] = x.shape;
  const runs = Array.from({ length: Math.ceil(taps / stride) }, (_, run) => run * stride);
  const lacking = Math.max(0, runs.at(-1)! + frames * stride - samples);
  const long = tf.pad(tf.reshape(x, [batch, samples]), [
    [0, 0],
    [0, lacking],
  ]);
  const parts = runs.map((first) => {
    const rows = tf.reshape(tf.slice(long, [0, first], [batch, frames * stride]), [batch, frames, stride]);
    return tf.slice(rows, [0, 0, 0], [batch, frames, Math.min(stride, taps - first)]);
  });
  return tf.concat(parts, 2) as tf.Tensor3D;
}
