import { type Dense, runDense, type Weights } from '@audiate/checkpoints';
import type { Weight } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import type { Architecture } from '../config/architecture.js';

/** How much of the bias by distance a frame takes, head by head (WavLM, Chen et al. 2022, equations 4 to 6). */
export interface Gate {
  /** From a head's share of the channels to the gates for update and reset, `[2, channels / heads]`. */
  readonly map: Dense;
  /** What the reset gate is multiplied by, `[heads, 1, 1]`. */
  readonly scale: Weight;
}

/** transformers has each gate as the sum of this many linear maps. */
const SUMMANDS = 4;

/** Reads `name.gru_rel_pos_linear`, whose rows are summed, and `name.gru_rel_pos_const`. */
export async function readGate(weights: Weights, name: string, { hidden, heads }: Architecture): Promise<Gate> {
  const dim = hidden / heads;
  const linear = `${name}.gru_rel_pos_linear`;
  const matrix = sumRows(await weights.read(`${linear}.weight`, [2 * SUMMANDS, dim]), dim);
  const bias = sumRows(await weights.read(`${linear}.bias`, [2 * SUMMANDS]), 1);
  const scale = await weights.read(`${name}.gru_rel_pos_const`, [1, heads, 1, 1]);
  return {
    map: { matrix: weights.keep(matrix, [2, dim]), bias: weights.keep(bias, [2]) },
    scale: weights.keep(scale, [heads, 1, 1]),
  };
}

/** Each run of {@link SUMMANDS} rows as its sum. */
function sumRows(data: Float32Array, width: number): Float32Array {
  const sums = new Float64Array(data.length / SUMMANDS);
  for (let i = 0; i < data.length; i++) sums[Math.floor(i / (SUMMANDS * width)) * width + (i % width)]! += data[i]!;
  return Float32Array.from(sums);
}

/** `[batch, frames, hidden]`, what attention is given, and a bias `[heads, frames, frames]` → `[batch · heads, frames, frames]`. */
export function gateBias(x: tf.Tensor3D, { map, scale }: Gate, bias: tf.Tensor3D): tf.Tensor3D {
  const [batch, frames, hidden] = x.shape;
  const heads = bias.shape[0];
  return tf.tidy(() => {
    const shares = runDense(tf.reshape(x, [batch, frames * heads, hidden / heads]), map);
    const gates = tf.transpose(tf.reshape(tf.sigmoid(shares), [batch, frames, heads, 2]), [0, 2, 1, 3]);
    const [update, reset] = tf.split(gates, 2, 3) as [tf.Tensor4D, tf.Tensor4D];
    const gate = tf.add(tf.mul(update, tf.sub(tf.mul(reset, scale.tensor()), 1)), 2);
    return tf.reshape(tf.mul(gate, bias), [batch * heads, frames, frames]);
  });
}
