import { type Dense, readDense, runDense, type Weights } from '@audiate/checkpoints';
import * as tf from '@tensorflow/tfjs';

/** Self-attention over all frames of the window. */
export interface Attention {
  /** Queries (already divided by √d), keys and values in one map, `[3 · hidden, hidden]`. */
  readonly queryKeyValue: Dense;
  readonly output: Dense;
  readonly heads: number;
}

/** Reads `name.q_proj`, `k_proj` (which has no bias), `v_proj` and `out_proj`. */
export async function readAttention(
  weights: Weights,
  name: string,
  { hidden, heads }: { readonly hidden: number; readonly heads: number },
): Promise<Attention> {
  const scale = Math.sqrt(heads / hidden);
  const matrix = new Float32Array(3 * hidden * hidden);
  const bias = new Float32Array(3 * hidden);
  for (const [i, part] of ['q', 'k', 'v'].entries()) {
    const scaled = (data: Float32Array) => (part === 'q' ? data.map((value) => value * scale) : data);
    matrix.set(scaled(await weights.read(`${name}.${part}_proj.weight`, [hidden, hidden])), i * hidden * hidden);
    if (part !== 'k') bias.set(scaled(await weights.read(`${name}.${part}_proj.bias`, [hidden])), i * hidden);
  }
  return {
    queryKeyValue: { matrix: weights.keep(matrix, [3 * hidden, hidden]), bias: weights.keep(bias, [3 * hidden]) },
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
