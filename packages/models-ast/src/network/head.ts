import { type Dense, type Norm, readDense, readNorm, runDense, runLayerNorm, type Weights } from '@audiate/checkpoints';
import type * as tf from '@tensorflow/tfjs';
import type { AstConfig } from '../config/config.js';

/** What answers for the classes: a norm and a linear map. */
export interface Head {
  readonly norm: Norm;
  readonly dense: Dense;
}

/** A weight that every head has. */
export const HEAD_PROBE = 'classifier.dense.weight';

/** Reads `classifier`. */
export async function readHead(weights: Weights, { hidden, labels, eps }: AstConfig): Promise<Head> {
  return {
    norm: await readNorm(weights, 'classifier.layernorm', hidden, eps),
    dense: await readDense(weights, 'classifier.dense', labels.length, hidden),
  };
}

/** `[batch, 1, hidden] → [batch, 1, classes]`. */
export function runHead(pooled: tf.Tensor3D, { norm, dense }: Head): tf.Tensor3D {
  return runDense(runLayerNorm(pooled, norm), dense);
}
