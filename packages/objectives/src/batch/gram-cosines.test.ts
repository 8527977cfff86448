import type { Activation } from '@audiate/protocol';
import { checkFiniteGradient } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { gramCosines } from './gram-cosines.js';

/**
 * PyTorch 2.13, float64, Lucent's formula: `g = F.normalize(einsum('btc,btd->bcd', x, x), dim=(1, 2))`, cosines
 * `(g[i] * g[j]).sum()`, and the gradient of Lucent's `diversity` by item 0 of x.
 */
const golden = {
  cosines: [1, 0.647080897, 0.597551527, 0.647080897, 1, 0.483897124, 0.597551527, 0.483897124, 1],
  gradient: [
    0.03508050409157481, -0.03634254226113953, -0.03531601281770962, -0.06529026107492905, 0.06870785703415451,
    -0.003221006724375172, -0.025171548565072574, -0.042134012254089456, -0.02913471296594468, 0.005608633529412425,
    0.0468120304642438, -0.04679367347244832, -0.041472261341783674, -0.07019118372177524, 0.06455002639778717,
    -0.013951121517533874, -0.01515318433079609, -0.035964518781006295, -0.025055535860423847, 0.010946176544789254,
  ],
};
const [batch, frames, channels] = [3, 4, 5];
const x = tf.tensor3d(
  Array.from({ length: batch }, (_, b) =>
    Array.from({ length: frames }, (_, t) =>
      Array.from({ length: channels }, (_, c) => 0.7 + Math.sin(1 + 7 * b + 3 * t + 2 * c * c + b * c)),
    ),
  ),
);

test('agrees with PyTorch', () => {
  gramCosines(x)
    .dataSync()
    .forEach((value, i) => {
      expect(value).toBeCloseTo(golden.cosines[i]!, 6);
    });
});

test('its gradient agrees with that of Lucent’s diversity in PyTorch', () => {
  const lucent = (y: tf.Tensor) => {
    const cosines = gramCosines(y as Activation);
    return tf.div(tf.sum(tf.mul(cosines, tf.sub(1, tf.eye(batch)))), -batch) as tf.Scalar;
  };
  const gradient = tf.grad(lucent)(x).dataSync();
  golden.gradient.forEach((value, i) => {
    expect(gradient[i]).toBeCloseTo(value, 6);
  });
});

test('loudness does not count, down to 1e-15', () => {
  const cosines = gramCosines(x).dataSync();
  for (const gain of [1e6, 1e-4, 1e-9]) {
    gramCosines(tf.mul(x, tf.tensor3d([gain, 1, 1], [3, 1, 1])))
      .dataSync()
      .forEach((value, i) => {
        expect(value).toBeCloseTo(cosines[i]!, gain < 1e-8 ? 2 : 5);
      });
  }
});

test('silence has nothing in common with anything, and a finite gradient', () => {
  const half = tf.mul(x, tf.tensor3d([0, 1, 1], [3, 1, 1])) as Activation;
  expect(Array.from(gramCosines(half).dataSync().slice(0, 3))).toEqual([0, 0, 0]);
  checkFiniteGradient((y) => gramCosines(y as Activation), half);
  checkFiniteGradient((y) => gramCosines(y as Activation), tf.zerosLike(x));
});
