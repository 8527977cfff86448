import { key, normal } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { compose } from './compose.js';
import { gain } from './gain.js';
import { normalizeGradient } from './normalize-gradient.js';

const audio = normal(key(1), 300);
const norms = (x: Float32Array) => [0, 100, 200].map((i) => Math.hypot(...x.slice(i, i + 100)));

function gradientOf(dy: Float32Array, strength = 1, transform = normalizeGradient()): Float32Array {
  const apply = transform.bind({ model: toyModel(), batch: 3, samples: 100 });
  return tf.tidy(() => {
    const f = (x: tf.Tensor) => apply(x as tf.Tensor2D, key(1), { step: 0, strength });
    const x = tf.tensor2d(audio, [3, 100]);
    expect([...f(x).dataSync()]).toEqual([...audio]);
    return Float32Array.from(
      tf
        .grad(f)(x, tf.tensor2d(dy, [3, 100]))
        .dataSync(),
    );
  });
}

test('each item’s gradient is a unit vector, however loud or faint; none stays none', () => {
  const dy = normal(key(2), 300).map((v, i) => v * [1e-12, 0, 1e6][Math.floor(i / 100)]!);
  const dx = gradientOf(dy);
  const [faint, none, loud] = norms(dx);
  expect(faint).toBeCloseTo(1, 5);
  expect(none).toBe(0);
  expect(loud).toBeCloseTo(1, 5);
  for (let i = 0; i < 100; i++) expect(dx[i]).toBeCloseTo(dy[i]! / Math.hypot(...dy.slice(0, 100)), 6);
});

test('strength blends the norm on a logarithmic scale', () => {
  const dy = normal(key(2), 300).map((v) => 100 * v);
  expect(gradientOf(dy, 0)).toEqual(dy);
  norms(gradientOf(dy, 0.5)).forEach((norm, item) => {
    expect(norm).toBeCloseTo(Math.sqrt(norms(dy)[item]!), 2);
  });
});

test('normalises what comes through it: a gain before it scales the gradient, one after it does not', () => {
  const louder = gain({ db: [20, 20] });
  const dy = normal(key(2), 300);
  const gradient = (transform: ReturnType<typeof compose>) => {
    const apply = transform.bind({ model: toyModel(), batch: 3, samples: 100 });
    return tf.tidy(() =>
      Float32Array.from(
        tf
          .grad((x: tf.Tensor) => apply(x as tf.Tensor2D, key(1), { step: 0, strength: 1 }))(
            tf.tensor2d(audio, [3, 100]),
            tf.tensor2d(dy, [3, 100]),
          )
          .dataSync(),
      ),
    );
  };
  expect(norms(gradient(compose(louder, normalizeGradient())))[0]).toBeCloseTo(10, 4);
  expect(norms(gradient(compose(normalizeGradient(), louder)))[0]).toBeCloseTo(1, 4);
});
