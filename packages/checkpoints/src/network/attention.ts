import type { Weight } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import type { Weights } from '../weights/weights.js';
import { type Dense, readDense, runDense } from './dense.js';

/** Self-attention over all frames. */
export interface SelfAttention {
  /** Queries (already divided by √d), keys and values in one map, `[3 · hidden, hidden]`. */
  readonly queryKeyValue: Dense;
  readonly output: Dense;
  readonly heads: number;
}

/** How an attention is read. */
export interface AttentionShape {
  readonly hidden: number;
  readonly heads: number;
  /** The maps without a bias, such as Whisper's `k`; none unless given. */
  readonly withoutBias?: readonly ('q' | 'k' | 'v')[];
  /** What the four maps are called behind the name; `q_proj`, `k_proj`, `v_proj` and `out_proj` unless given. */
  readonly names?: Readonly<Record<'q' | 'k' | 'v' | 'output', string>>;
}

const NAMES = { q: 'q_proj', k: 'k_proj', v: 'v_proj', output: 'out_proj' };

/**
 * Reads `name.q_proj`, `k_proj`, `v_proj` and `out_proj`, or what they are called.
 * @throws InputError for a missing weight or another shape.
 */
export async function readSelfAttention(
  weights: Weights,
  name: string,
  { hidden, heads, withoutBias = [], names = NAMES }: AttentionShape,
): Promise<SelfAttention> {
  const scale = Math.sqrt(heads / hidden);
  const stack = async (kind: 'weight' | 'bias', shape: readonly number[]): Promise<Weight> => {
    const size = shape.reduce((product, extent) => product * extent, 1);
    const stacked = new Float32Array(3 * size);
    for (const [i, part] of (['q', 'k', 'v'] as const).entries()) {
      if (kind === 'bias' && withoutBias.includes(part)) continue;
      const data = await weights.read(`${name}.${names[part]}.${kind}`, shape);
      stacked.set(part === 'q' ? data.map((value) => value * scale) : data, i * size);
    }
    return weights.keep(stacked, [3 * shape[0]!, ...shape.slice(1)]);
  };
  return {
    queryKeyValue: { matrix: await stack('weight', [hidden, hidden]), bias: await stack('bias', [hidden]) },
    output: await readDense(weights, `${name}.${names.output}`, hidden, hidden),
    heads,
  };
}

/**
 * `[batch, frames, hidden]` to the same, after the output map, before the residual.
 * @param adjust what becomes of the scores `[batch · heads, frames, frames]` before their softmax; nothing unless given.
 */
export function attend(
  x: tf.Tensor3D,
  { queryKeyValue, output, heads }: SelfAttention,
  adjust: (scores: tf.Tensor3D) => tf.Tensor3D = (scores) => scores,
): tf.Tensor3D {
  return tf.tidy(() => {
    const [queries, keys, values] = splitHeads(runDense(x, queryKeyValue), 3, heads) as [
      tf.Tensor3D,
      tf.Tensor3D,
      tf.Tensor3D,
    ];
    const shares = tf.softmax(adjust(tf.matMul(queries, keys, false, true)));
    return runDense(joinHeads(tf.matMul(shares, values), heads), output);
  });
}

/** Several maps side by side, `[batch, frames, parts · heads · dim]`, each as `[batch · heads, frames, dim]`. */
export function splitHeads(x: tf.Tensor3D, parts: number, heads: number): tf.Tensor3D[] {
  const [batch, frames, width] = x.shape;
  const dim = width / (parts * heads);
  const byHead = tf.transpose(tf.reshape(x, [batch, frames, parts * heads, dim]), [0, 2, 1, 3]);
  const split = parts === 1 ? [byHead] : tf.split(byHead, parts, 1);
  return split.map((part) => tf.reshape(part, [batch * heads, frames, dim]));
}

/** What the heads found, `[batch · heads, frames, dim]`, side by side: `[batch, frames, heads · dim]`. */
export function joinHeads(x: tf.Tensor3D, heads: number): tf.Tensor3D {
  const [stacked, frames, dim] = x.shape;
  const batch = stacked / heads;
  const byHead = tf.reshape(x, [batch, heads, frames, dim]);
  return tf.reshape(tf.transpose(byHead, [0, 2, 1, 3]), [batch, frames, heads * dim]);
}
