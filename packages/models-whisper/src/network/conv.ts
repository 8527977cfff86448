import type { Weights } from '@audiate/checkpoints';
import { conv1d, type Weight } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import type { WhisperConfig } from '../config/config.js';
import { STRIDE } from '../config/preprocessor.js';
import { TAPS } from './layers.js';

/** One of the two convolutions over frames, whose input is padded by a frame of zeros at both ends. */
export interface Conv {
  readonly kernel: Weight;
  readonly bias: Weight;
  readonly stride: number;
}

/** Reads `encoder.conv1` and `conv2`. */
export async function readConvs(weights: Weights, { bins, hidden }: WhisperConfig): Promise<Conv[]> {
  const read = async (name: string, inputs: number, stride: number): Promise<Conv> => ({
    kernel: await weights.take(`encoder.${name}.weight`, [hidden, inputs, TAPS]),
    bias: await weights.take(`encoder.${name}.bias`, [hidden]),
    stride,
  });
  return [await read('conv1', bins, 1), await read('conv2', hidden, STRIDE)];
}

/** Up to the GELU: `[batch, frames, in] → [batch, frames / stride, out]`. */
export function runConv(x: tf.Tensor3D, { kernel, bias, stride }: Conv): tf.Tensor3D {
  return tf.tidy(() => {
    const padded = tf.pad(x, [
      [0, 0],
      [1, 1],
      [0, 0],
    ]);
    return conv1d(padded, kernel, { stride, bias });
  });
}
