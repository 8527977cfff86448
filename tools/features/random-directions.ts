import { fold, key, normal } from '@audiate/core';
import type { Dictionary, DictionaryNumbers } from '@audiate/sae';
import * as tf from '@tensorflow/tfjs';

/**
 * A dictionary as large as another whose features listen for directions at random, from the same mean on: what its size alone
 * brings.
 */
export function randomDirections({ channels, features, decode }: Dictionary, k: number): DictionaryNumbers {
  const encoder = Float32Array.from(normal(fold(key(1), 0), features * channels));
  for (let row = 0; row < features; row++) {
    const own = encoder.subarray(row * channels, (row + 1) * channels);
    const length = Math.hypot(...own);
    for (const [i, value] of own.entries()) own[i] = value / length;
  }
  // Without any feature a dictionary explains the mean.
  const inputBias = tf.tidy(() => {
    const mean = decode!(tf.zeros([1, 1, features]), tf.zeros([1, 1, channels]));
    return mean.dataSync() as Float32Array;
  });
  return { name: 'directions at random', inputBias, channels, features, activation: { kind: 'topk', k }, encoder };
}
