import { type Dense, type Norm, readDense, readNorm, runDense, runLayerNorm, type Weights } from '@audiate/checkpoints';
import * as tf from '@tensorflow/tfjs';
import type { Architecture } from '../config/architecture.js';

/** A narrow network at the end of a block, which MMS trains for each language (Houlsby et al. 2019). */
export interface AttentionAdapter {
  readonly norm: Norm;
  readonly inner: Dense;
  readonly outer: Dense;
}

/** torch's default; config.json's layer_norm_eps does not reach the adapter. */
const EPS = 1e-5;

/** Reads `name.norm`, `linear_1` and `linear_2`; undefined where the settings have no such adapter. */
export async function readAttentionAdapter(
  weights: Weights,
  name: string,
  { hidden, attentionAdapter: width }: Architecture,
): Promise<AttentionAdapter | undefined> {
  if (width === undefined) return undefined;
  return {
    norm: await readNorm(weights, `${name}.norm`, hidden, EPS),
    inner: await readDense(weights, `${name}.linear_1`, width, hidden),
    outer: await readDense(weights, `${name}.linear_2`, hidden, width),
  };
}

/** `x` and what the adapter adds to it, `[batch, frames, hidden]`. */
export function addAttentionAdapter(x: tf.Tensor3D, { norm, inner, outer }: AttentionAdapter): tf.Tensor3D {
  return tf.tidy(() => tf.add(x, runDense(tf.relu(runDense(runLayerNorm(x, norm), inner)), outer)));
}
