import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { recorded } from './recorded.js';
import { valueAndGradients } from './value-and-gradients.js';

/** Every output and both inputs count, one operation saves what it needs again, one input goes through untouched. */
const first = (x: tf.Tensor, y: tf.Tensor) => [tf.sin(tf.mul(x, y)), tf.exp(x), y];
const last = (a: tf.Tensor, b: tf.Tensor, c: tf.Tensor) =>
  tf.sum(tf.mul(tf.mul(a, b), tf.square(c))) as unknown as tf.Scalar;
const inputs = () => [tf.tensor1d([0.3, -1.2, 2]), tf.tensor1d([1.5, 0.2, -0.7])];

test('in two steps, with waits and other gradients in between, the same bits as in one', async () => {
  const before = tf.memory().numTensors;
  const xs = inputs();
  const whole = tf.tidy(() => {
    const { value, grads } = valueAndGradients(
      (x, y) => last(...(first(x, y) as [tf.Tensor, tf.Tensor, tf.Tensor])),
      xs,
    );
    return [value, ...grads].map((tensor) => tensor!.dataSync());
  });
  const [one, other] = [recorded(first as never, xs), recorded(first as never, xs)];
  await Promise.resolve();
  tf.tidy(() => {
    valueAndGradients((x) => tf.sum(tf.square(x)) as tf.Scalar, [xs[0]!]);
  });
  for (const { outputs, pullBack, dispose } of [other, one]) {
    expect(await outputs[1]!.data()).toEqual(tf.tidy(() => tf.exp(xs[0]!).dataSync()));
    const found = tf.tidy(() => {
      const { value, grads } = pullBack(last as never);
      return [value, ...grads].map((tensor) => tensor!.dataSync());
    });
    expect(found).toEqual(whole);
    dispose();
  }
  tf.dispose(xs);
  expect(tf.memory().numTensors).toBe(before);
});

test('what is never pulled back, or fails on the way there or back, leaves no tensor', () => {
  const before = tf.memory().numTensors;
  const xs = inputs();
  recorded(first as never, xs).dispose();
  expect(() =>
    recorded((x) => {
      tf.exp(x!);
      throw new Error('there');
    }, xs),
  ).toThrow('there');
  const record = recorded(first as never, xs);
  expect(() =>
    record.pullBack(() => {
      throw new Error('back');
    }),
  ).toThrow('back');
  record.dispose();
  tf.dispose(xs);
  expect(tf.memory().numTensors).toBe(before);
});

test('within a gradient there is no record', () => {
  tf.tidy(() => {
    const [x] = inputs();
    const within = () => {
      recorded((y) => [y!], [x!]);
      return tf.scalar(0);
    };
    expect(() => valueAndGradients(within, [x!])).toThrow('outside of other gradients');
  });
});
