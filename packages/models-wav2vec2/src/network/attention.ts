import { type Dense, readDense, runDense, type Weights } from '@audiate/checkpoints';
import type { Weight } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import type { Architecture } from '../config/architecture.js';
import { type Gate, gateBias, readGate } from './gate.js';

/** Self-attention over all frames of a clip. */
export interface Attention {
  /** Queries (already divided by √d), keys and values in one map, `[3 · hidden, hidden]`. */
  readonly queryKeyValue: Dense;
  readonly output: Dense;
  readonly heads: number;
  /** Of the bias by distance, where the architecture has one. */
  readonly gate: Gate | undefined;
}

/** Reads `name.q_proj`, `k_proj`, `v_proj`, `out_proj` and the gate. */
export async function readAttention(weights: Weights, name: string, config: Architecture): Promise<Attention> {
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
    gate: config.relative && (await readGate(weights, name, config)),
  };
}

/**
 * `[batch, frames, hidden] → [batch, frames, hidden]`, after the output map, before the residual.
 * @param options.bias what scores gain by distance, `[heads, frames, frames]`, for an attention with a gate.
 * @param options.valid which frames each item has, where items are padded: the others are not attended to.
 */
export function attend(
  x: tf.Tensor3D,
  attention: Attention,
  { bias, valid }: { readonly bias?: tf.Tensor3D | undefined; readonly valid?: tf.Tensor3D | undefined } = {},
): tf.Tensor3D {
  const { queryKeyValue, output, heads, gate } = attention;
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
    const scores = tf.matMul(queries, keys, false, true);
    const biased = (gate && bias ? tf.add(scores, gateBias(x, gate, bias)) : scores) as tf.Tensor3D;
    const shares = tf.softmax(valid ? withoutKeys(biased, valid) : biased);
    const mixed = tf.reshape(tf.matMul(shares, values), [batch, heads, frames, dim]);
    return runDense(tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [batch, frames, hidden]), output);
  });
}

/** Far below every score, so that its exponential is 0 in float32, and far above what overflows. */
const NEVER = 1e9;

/** Scores `[batch · heads, frames, frames]` for keys that items do not have (`valid`, `[batch, frames, 1]`, is 0): never. */
function withoutKeys(scores: tf.Tensor3D, valid: tf.Tensor3D): tf.Tensor3D {
  const [batch, frames] = valid.shape;
  const never = tf.mul(tf.sub(tf.reshape(valid, [batch, 1, 1, frames]), 1), NEVER);
  const byItem = tf.reshape(scores, [batch, scores.shape[0] / batch, frames, frames]);
  return tf.reshape(tf.add(byItem, never), scores.shape);
}
