import { type Dense, joinHeads, readDense, runDense, splitHeads, type Weights } from '@audiate/checkpoints';
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
  return tf.tidy(() => {
    const [keys, values] = splitHeads(runDense(others, keyValue), 2, heads) as [tf.Tensor3D, tf.Tensor3D];
    const [queries] = splitHeads(runDense(x, query), 1, heads) as [tf.Tensor3D];
    const scores = tf.matMul(queries, keys, false, true);
    const shares = tf.softmax(causal ? tf.add(scores, later(x.shape[1])) : scores);
    return runDense(joinHeads(tf.matMul(shares as tf.Tensor3D, values), heads), output);
  });
}

/** Nothing is heard of what comes later. */
function later(frames: number): tf.Tensor2D {
  const rows = Array.from({ length: frames }, (_, i) => Array.from({ length: frames }, (_, j) => (j > i ? NEVER : 0)));
  return tf.tensor2d(rows);
}
