import { linear, type Weight } from '@audiate/ops';
import type * as tf from '@tensorflow/tfjs';
import type { Weights } from '../weights/weights.js';

/** A linear map with bias over the last axis (torch.nn.Linear). */
export interface Dense {
  readonly matrix: Weight;
  readonly bias: Weight;
}

/** Reads `name.weight` `[outputs, inputs]` and `name.bias`. */
export async function readDense(weights: Weights, name: string, outputs: number, inputs: number): Promise<Dense> {
  return {
    matrix: await weights.take(`${name}.weight`, [outputs, inputs]),
    bias: await weights.take(`${name}.bias`, [outputs]),
  };
}

/** `[.., inputs] → [.., outputs]`. */
export function runDense(x: tf.Tensor3D, { matrix, bias }: Dense): tf.Tensor3D {
  return linear(x, matrix, bias);
}
