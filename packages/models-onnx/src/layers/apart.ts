import { fold, key, normal } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { Candidate } from './candidate.js';
import type { Listener } from './listen.js';

/** Rounding is far below, what one item does to another far above. */
const TOLERANCE = 1e-3;

/** Whether what is heard of an item is the same alone and beside a louder one. */
export async function hearsItemsApart(
  listener: Listener,
  candidates: readonly Candidate[],
  samples: number,
): Promise<boolean> {
  const names = candidates.map(({ name }) => name);
  const worst = tf.tidy(() => {
    const noise = (seed: number, gain: number) => normal(fold(key(41), seed), samples).map((number) => gain * number);
    const first = tf.tensor2d(noise(0, 0.05), [1, samples]);
    const both = tf.concat([first, tf.tensor2d(noise(1, 1), [1, samples])], 0);
    const [together, alone] = [listener.hear(both, names), listener.hear(first, names)];
    const differences = candidates.map(({ name, axes }) => {
      const [one, other] = [together.get(name), alone.get(name)];
      if (!one || !other || one.known || other.known || axes.batch === undefined) return tf.scalar(0);
      const begin = one.shape.map(() => 0);
      const own = tf.slice(one.tensor, begin, [...other.shape]);
      const scale = tf.add(tf.max(tf.abs(other.tensor)), 1e-12);
      return tf.div(tf.max(tf.abs(tf.sub(own, other.tensor))), scale);
    });
    return tf.max(tf.stack(differences));
  });
  const [found] = await worst.data();
  worst.dispose();
  return found! < TOLERANCE;
}
