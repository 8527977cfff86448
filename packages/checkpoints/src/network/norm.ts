import { layerNorm, type Weight } from '@audiate/ops';
import type * as tf from '@tensorflow/tfjs';
import type { Weights } from '../weights/weights.js';

/** A normalisation with its affine map. */
export interface Norm {
  readonly gamma: Weight;
  readonly beta: Weight;
  /** Added to the variance. */
  readonly eps: number;
}

/** Reads `name.weight` and `name.bias`, each `[channels]`. */
export async function readNorm(weights: Weights, name: string, channels: number, eps: number): Promise<Norm> {
  return {
    gamma: await weights.take(`${name}.weight`, [channels]),
    beta: await weights.take(`${name}.bias`, [channels]),
    eps,
  };
}

/** Normalises over channels (torch.nn.LayerNorm). */
export function runLayerNorm(x: tf.Tensor3D, { gamma, beta, eps }: Norm): tf.Tensor3D {
  return layerNorm(x, gamma, beta, eps);
}
