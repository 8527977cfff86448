import { type Activation, key, normal } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { markItems } from './mark-items.js';

const [batch, frames, channels] = [3, 50, 40];
const one = normal(key(5), frames * channels);
const equal: Activation = tf.tile(tf.tensor3d(one, [1, frames, channels]), [batch, 1, 1]);
const marks = (x: Activation) => tf.unstack(tf.sub(markItems(x), x)).map((mark) => Array.from(mark.dataSync()));
const norm = (x: ArrayLike<number>) => Math.hypot(...Array.from(x));

test('each item gets a mark of its own at about 1 % of its RMS', () => {
  const drawn = marks(equal);
  for (const mark of drawn) expect(Math.abs(norm(mark) / (0.01 * norm(one)) - 1)).toBeLessThan(0.4);
  const cosine =
    drawn[0]!.reduce((sum, value, i) => sum + value * drawn[1]![i]!, 0) / norm(drawn[0]!) / norm(drawn[1]!);
  expect(Math.abs(cosine)).toBeLessThan(0.2);
});

test('an item’s mark depends on its number and RMS alone', () => {
  const louder = tf.mul(equal, tf.tensor3d([1, 10, 0], [3, 1, 1])) as Activation;
  const [[, second], [, loud, silent]] = [marks(equal), marks(louder)];
  loud!.forEach((value, i) => {
    expect(value).toBeCloseTo(10 * second![i]!, 4);
  });
  expect(silent!.every((value) => value === 0)).toBe(true);
  expect(marks(tf.slice(equal, 0, 2) as Activation)).toEqual(marks(equal).slice(0, 2));
});
