import type { Weight } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import type { Wav2Vec2Config } from './config.js';
import { type Dense, readDense, runDense } from './dense.js';
import type { Weights } from './weights.js';

/** Self-attention over all frames of a clip. */
export interface Attention {
  /** Queries (already divided by √d), keys and values in one map, `[3 · hidden, hidden]`. */
  readonly queryKeyValue: Dense;
  readonly output: Dense;
  readonly heads: number;
}

/** Reads `name.q_proj`, `k_proj`, `v_proj` and `out_proj`. */
export async function readAttention(weights: Weights, name: string, config: Wav2Vec2Config): Promise<Attention> {
  const { hidden, heads } = config;
  const scales = [Math.sqrt(heads / hidden), 1, 1];
  const stack = async (kind: string, shape: number[]): Promise<Weight> => {
    const size = shape.reduce((product, extent) => product * extent, 1);
    const stacked = new Float32Array(3 * size);
    for (const [i, part] of ['q', 'k', 'v'].entries()) {
      const data = await weights.read(`${name}.${part}_proj.${kind}`, shape);
      stacked.set(i === 0 ? data.map((value) => value * scales[i]!) : data, i * size);
    }
    return weights.keep(stacked, [3 * shape[0]!, ...shape.slice(1)]);
  };
  return {
    queryKeyValue: { matrix: await stack('weight', [hidden, hidden]), bias: await stack('bias', [hidden]) },
    output: await readDense(weights, `${name}.out_proj`, hidden, hidden),
    heads,
  };
}

/** `[batch, frames, hidden] → [batch, frames, hidden]`, after the output map, before the residual. */
export function attend(x: tf.Tensor3D, { queryKeyValue, output, heads }: Attention): tf.Tensor3D {
  const [batch, frames, hidden] = x.shape;
  const dim = hidden / heads;
  return tf.tidy(() => {
    const stacked = tf.reshape(runDense(x, queryKeyValue), [batch, frames, 3 * heads, dim]);
    const [queries, keys, values] = tf
      .split(tf.transpose(stacked, [0, 2, 1, 3]), 3, 1)
      .map((part) => tf.reshape(part, [batch * heads, frames, dim]) as tf.Tensor3D) as [
      tf.Tensor3D,
      tf.Tensor3D,
      tf.Tensor3D,
    ];
    const shares = tf.softmax(tf.matMul(queries, keys, false, true));
    const mixed = tf.reshape(tf.matMul(shares, values), [batch, heads, frames, dim]);
    return runDense(tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [batch, frames, hidden]), output);
  });
}
