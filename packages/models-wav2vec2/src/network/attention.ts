import { readSelfAttention, type SelfAttention, attend as selfAttend, type Weights } from '@audiate/checkpoints';
import * as tf from '@tensorflow/tfjs';
import type { Architecture } from '../config/architecture.js';
import { type Gate, gateBias, readGate } from './gate.js';

/** Self-attention over all frames of a clip. */
export interface Attention extends SelfAttention {
  /** Of the bias by distance, where the architecture has one. */
  readonly gate: Gate | undefined;
}

/** Reads `name.q_proj`, `k_proj`, `v_proj`, `out_proj` and the gate. */
export async function readAttention(weights: Weights, name: string, config: Architecture): Promise<Attention> {
  return {
    ...(await readSelfAttention(weights, name, config)),
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
  const { gate } = attention;
  return selfAttend(x, attention, (scores) => {
    const biased = (gate && bias ? tf.add(scores, gateBias(x, gate, bias)) : scores) as tf.Tensor3D;
    return valid ? withoutKeys(biased, valid) : biased;
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
