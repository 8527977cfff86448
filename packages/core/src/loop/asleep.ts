import { valueAndGradients } from '@audiate/ops';
import type { BoundTerm } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { Engine, Sound } from '../engines/engine.js';
import { takeData } from '../engines/tensors.js';
import { weightedSum } from '../engines/weighted-sum.js';

/** A term as it is climbed. */
export interface ClimbedTerm {
  readonly description: string;
  /** The layers that it reads, and after them their preactivations. */
  readonly layers: readonly string[];
  /** How many of these layers it names itself. */
  readonly own: number;
  readonly score: BoundTerm;
  readonly weight: number;
}

/**
 * For each item of a sound the terms that are asleep: what of them is to rise lies, all of it, where the gradient is
 * redirected (`awake` of the objectives), so that nothing of them answers to the sound yet. They are told by their own
 * gradient: none of it goes to the layers that they read, some to the preactivations of these. Costs one forward pass to
 * the deepest of these layers where any term has such, else nothing.
 * @param hear what layers answer to a sound, as an engine's `activations`. It is asked once for all terms.
 * @returns descriptions, `[batch][terms that are asleep]`.
 */
export async function findAsleep(
  engine: Pick<Engine, 'run'>,
  terms: readonly ClimbedTerm[],
  { sound, hear }: { sound: Sound; hear: (layers: readonly string[]) => ReturnType<Engine['activations']> },
): Promise<string[][]> {
  const asleep: string[][] = Array.from({ length: sound.shape[0] }, () => []);
  const suspects = terms.filter(({ layers, own, weight }) => own < layers.length && weight !== 0);
  if (suspects.length === 0) return asleep;
  const asked = [...new Set(suspects.flatMap(({ layers }) => layers))];
  const answers = await hear(asked);
  const heard = new Map(asked.map((layer, i) => [layer, answers[i]!]));
  for (const { layers, own, score, weight, description } of suspects) {
    const gradients = engine.run(() =>
      tf.tidy(() => {
        const raw = tf.tensor2d(sound.data, [...sound.shape]);
        const climbed = (...xs: tf.Tensor[]) => {
          const named = Object.fromEntries(layers.map((layer, i) => [layer, xs[i] as tf.Tensor3D]));
          return weightedSum([score(named, raw)], [weight])!;
        };
        const inputs = layers.map((layer) => {
          const { data, shape } = heard.get(layer)!;
          return tf.tensor(data, [...shape]);
        });
        const { grads } = valueAndGradients(climbed, inputs);
        // Whether an item has any gradient, `[layers, batch]`.
        const any = grads.map((slope, i) => tf.max(tf.abs(slope ?? tf.zerosLike(inputs[i]!)), [1, 2]));
        return tf.stack(any);
      }),
    );
    const [slopes] = await takeData([gradients]);
    for (const [item, found] of asleep.entries()) {
      const moves = (layer: number) => slopes![layer * asleep.length + item]! > 0;
      const moved = layers.map((_, layer) => layer).filter(moves);
      if (moved.length > 0 && moved.every((layer) => layer >= own)) found.push(description);
    }
  }
  return asleep;
}
