import * as tf from '@tensorflow/tfjs';

/**
 * Up to here one running sum keeps its digits. Beyond, WebAssembly's sums and matrix products, which add one float32
 * after another, lose them: of 4.8 million samples (300 s) the mean square is off by 1e-3.
 */
const LONG = 2 ** 17;
/** Of a long sum so many are added first, then the blocks' sums in the same way. */
const BLOCK = 2 ** 10;
/** A long product takes so many frames at once; their square root is added first. */
const FRAMES = 2 ** 14;

/** The mean of each item's samples, `[batch, samples] → [batch, 1]`, differentiable; right to float32 for any length. */
export function meanOverSamples(x: tf.Tensor2D): tf.Tensor2D {
  const [, samples] = x.shape;
  if (samples <= LONG) return tf.mean(x, 1, true);
  return tf.div(sumInBlocks(x), samples);
}

function sumInBlocks(x: tf.Tensor2D): tf.Tensor2D {
  const [batch, samples] = x.shape;
  if (samples <= BLOCK) return tf.sum(x, 1, true);
  const blocks = Math.floor(samples / BLOCK);
  const whole = tf.slice(x, [0, 0], [batch, blocks * BLOCK]);
  const sums = tf.sum(tf.reshape(whole, [batch * blocks, BLOCK]), 1);
  const sum = sumInBlocks(tf.reshape(sums, [batch, blocks]));
  if (blocks * BLOCK === samples) return sum;
  return tf.add(sum, tf.sum(tf.slice(x, [0, blocks * BLOCK], [batch, -1]), 1, true));
}

/**
 * The mean over frames, to be broadcast: `[channels]` for one item, else `[batch, 1, channels]` (on cpu the first is
 * three times as fast). By GEMMs: `tf.mean` transposes first where the axis is not the last.
 */
export function meanOverFrames(x: tf.Tensor3D): tf.Tensor {
  const [batch, frames, channels] = x.shape;
  const means =
    frames <= LONG
      ? tf.matMul(tf.fill([batch, 1, frames], 1 / frames), x)
      : tf.tidy(() => tf.div(sumOfFrames(x), frames));
  return batch === 1 ? tf.reshape(means, [channels]) : means;
}

/** `[batch, 1, channels]`, a part of the frames after the other: nothing as large as `x` is made. */
function sumOfFrames(x: tf.Tensor3D): tf.Tensor3D {
  const [batch, frames] = x.shape;
  const sums: tf.Tensor3D[] = [];
  for (let from = 0; from < frames; from += FRAMES) {
    const count = Math.min(FRAMES, frames - from);
    sums.push(tf.tidy(() => sumOfPart(tf.slice(x, [0, from, 0], [batch, count, -1]))));
  }
  return columnSums(tf.concat(sums, 1));
}

function sumOfPart(x: tf.Tensor3D): tf.Tensor3D {
  const [batch, frames, channels] = x.shape;
  const root = Math.sqrt(FRAMES);
  if (frames % root !== 0) return columnSums(x);
  const wide = columnSums(tf.reshape(x, [batch, root, (frames / root) * channels]));
  return columnSums(tf.reshape(wide, [batch, frames / root, channels]));
}

function columnSums(x: tf.Tensor3D): tf.Tensor3D {
  const [batch, rows] = x.shape;
  return tf.matMul(tf.ones([batch, 1, rows]), x);
}
