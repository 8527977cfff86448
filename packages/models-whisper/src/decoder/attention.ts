import { type Dense, readDense, runDense, type Weights } from '@audiate/checkpoints';
import * as tf from '@tensorflow/tfjs';

/** Attention from some frames to others. */
export interface CrossAttention {
  /** Already divided by √d. */
  readonly query: Dense;
  /** Keys and values in one map, `[2 · hidden, hidden]`. */
  readonly keyValue: Dense;
  readonly output: Dense;
  readonly heads: number;
}

/** Reads `name.q_proj`, `k_proj` (which has no bias), `v_proj` and `out_proj`. */
export async function readCrossAttention(
  weights: Weights,
  name: string,
  { hidden, heads }: { readonly hidden: number; readonly heads: number },
): Promise<CrossAttention> {
  const scale = Math.sqrt(heads / hidden);
  const matrix = (part: string) => weights.read(`${name}.${part}_proj.weight`, [hidden, hidden]);
  const bias = (part: string) => weights.read(`${name}.${part}_proj.bias`, [hidden]);
  const scaled = (data: Float32Array) => data.map((value) => value * scale);
  const keyValue = new Float32Array(2 * hidden * hidden);
  keyValue.set(await matrix('k'));
  keyValue.set(await matrix('v'), hidden * hidden);
  const valueBias = new Float32Array(2 * hidden);
  valueBias.set(await bias('v'), hidden);
  return {
    query: {
      matrix: weights.keep(scaled(await matrix('q')), [hidden, hidden]),
      bias: weights.keep(scaled(await bias('q')), [hidden]),
    },
    keyValue: { matrix: weights.keep(keyValue, [2 * hidden, hidden]), bias: weights.keep(valueBias, [2 * hidden]) },
    output: await readDense(weights, `${name}.out_proj`, hidden, hidden),
    heads,
  };
}

/** Far below every score, so that its exponential is 0 in float32. */
const NEVER = -1e9;

/**
 * `[batch, frames, hidden]` to `[batch, others, hidden]`: `[batch, frames, hidden]`, after the output map.
 * @param causal whether frame i hears only the others up to i.
 */
export function attendTo(
  x: tf.Tensor3D,
  others: tf.Tensor3D,
  { query, keyValue, output, heads }: CrossAttention,
  causal: boolean,
): tf.Tensor3D {
  const [batch, frames, hidden] = x.shape;
  const dim = hidden / heads;
  const byHead = (t: tf.Tensor3D, parts: number) =>
    tf.transpose(tf.reshape(t, [batch, t.shape[1], parts * heads, dim]), [0, 2, 1, 3]);
  const merged = (t: tf.Tensor): tf.Tensor3D => tf.reshape(t, [batch * heads, t.shape[2]!, dim]);
  return tf.tidy(() => {
    const [keys, values] = tf.split(byHead(runDense(others, keyValue), 2), 2, 1).map(merged) as [
      tf.Tensor3D,
      tf.Tensor3D,
    ];
    const scores = tf.matMul(merged(byHead(runDense(x, query), 1)), keys, false, true);
    const shares = tf.softmax(causal ? tf.add(scores, later(frames)) : scores);
    const mixed = tf.reshape(tf.matMul(shares as tf.Tensor3D, values), [batch, heads, frames, dim]);
    return runDense(tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [batch, frames, hidden]), output);
  });
}

/** Nothing is heard of what comes later. */
function later(frames: number): tf.Tensor2D {
  const rows = Array.from({ length: frames }, (_, i) => Array.from({ length: frames }, (_, j) => (j > i ? NEVER : 0)));
  return tf.tensor2d(rows);
}
