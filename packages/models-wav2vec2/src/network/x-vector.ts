import { type Dense, readDense, runDense, type Weights } from '@audiate/checkpoints';
import { rms } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import type { ClassifierShape } from '../config/classifier-shape.js';
import { meanOverValid } from './padding.js';

/** A time-delay layer: a dilated convolution as a linear map of the frames at its taps, side by side. */
interface TdnnLayer {
  readonly map: Dense;
  readonly taps: number;
  readonly dilation: number;
}

/** From frames to an x-vector (Snyder et al. 2018). */
export interface XVector {
  readonly projector: Dense;
  readonly tdnn: readonly TdnnLayer[];
  /** From mean and deviation over time to the vector. */
  readonly output: Dense;
}

/** Reads `projector`, `tdnn` and the head's own `feature_extractor`. */
export async function readXVector(weights: Weights, shape: ClassifierShape, inputs: number): Promise<XVector> {
  const first = shape.tdnn[0]!.channels;
  const projector = await readDense(weights, 'projector', first, inputs);
  const tdnn: TdnnLayer[] = [];
  let width = first;
  for (const [i, { channels, taps, dilation }] of shape.tdnn.entries()) {
    tdnn.push({ map: await readDense(weights, `tdnn.${i}.kernel`, channels, width * taps), taps, dilation });
    width = channels;
  }
  return { projector, tdnn, output: await readDense(weights, 'feature_extractor', shape.embedding, 2 * width) };
}

/** `[batch, frames, hidden] → [batch, 1, embedding]`; over the frames that are `valid`, `[batch, frames, 1]`, where items are padded. */
export function runXVector(
  x: tf.Tensor3D,
  { projector, tdnn, output }: XVector,
  valid: tf.Tensor3D | undefined,
): tf.Tensor3D {
  return tf.tidy(() => {
    const frames = tdnn.reduce(
      (heard, layer) => tf.relu(runDense(tapsOf(heard, layer), layer.map)),
      runDense(x, projector),
    );
    // A frame of the last layer is there where the last one that it hears is.
    const left = valid && tf.slice(valid, [0, x.shape[1] - frames.shape[1], 0]);
    return runDense(statistics(frames, left), output);
  });
}

/** The frames at each tap, one tap's channels after another's. */
function tapsOf(x: tf.Tensor3D, { taps, dilation }: TdnnLayer): tf.Tensor3D {
  if (taps === 1) return x;
  const [batch, frames, channels] = x.shape;
  const count = frames - (taps - 1) * dilation;
  const tap = (i: number) => tf.slice(x, [0, i * dilation, 0], [batch, count, channels]);
  return tf.concat(
    Array.from({ length: taps }, (_, i) => tap(i)),
    2,
  );
}

/**
 * Mean and standard deviation (by n − 1) over time, side by side, `[batch, 1, 2 · channels]`. A channel that does not move,
 * as one whose ReLU is shut, has the deviation 0 and passes no gradient to it, as in PyTorch.
 */
function statistics(x: tf.Tensor3D, valid: tf.Tensor3D | undefined): tf.Tensor3D {
  const [batch, frames, channels] = x.shape;
  const mean = meanOverValid(x, valid);
  const apart: tf.Tensor3D = tf.sub(x, mean);
  const centred = tf.transpose(valid ? tf.mul(apart, valid) : apart, [0, 2, 1]);
  const spread = tf.reshape(rms(tf.reshape(centred, [batch * channels, frames])), [batch, 1, channels]);
  const corrected = valid
    ? tf.sqrt(tf.div(frames, tf.sub(tf.sum(valid, 1, true), 1)))
    : Math.sqrt(frames / (frames - 1));
  return tf.concat([mean, tf.mul(spread, corrected)], 2) as tf.Tensor3D;
}
