import type { Weights } from '@audiate/checkpoints';
import type { Weight } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';

/** A scale and a shift for each channel. */
export interface Affine {
  readonly scale: Weight;
  readonly shift: Weight;
}

/**
 * Reads `name.weight`, `bias`, `running_mean` and `running_var` of a batch norm (Ioffe and Szegedy 2015), each
 * `[channels]`: on a frozen model it is affine.
 */
export async function readBatchNorm(weights: Weights, name: string, channels: number, eps: number): Promise<Affine> {
  const read = (kind: string) => weights.read(`${name}.${kind}`, [channels]);
  const [gamma, beta] = [await read('weight'), await read('bias')];
  const [mean, variance] = [await read('running_mean'), await read('running_var')];
  const scale = gamma.map((value, i) => value / Math.sqrt(variance[i]! + eps));
  const shift = beta.map((value, i) => value - mean[i]! * scale[i]!);
  return { scale: weights.keep(scale, [channels]), shift: weights.keep(shift, [channels]) };
}

/** `[.., channels] → [.., channels]`. */
export function runAffine(x: tf.Tensor3D, { scale, shift }: Affine): tf.Tensor3D {
  return tf.tidy(() => tf.add(tf.mul(x, scale.tensor()), shift.tensor()));
}
