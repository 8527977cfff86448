import { key, normal } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';

/**
 * The layers that hear the first sample of a sound and its last one, by running all of them: once, and once more with each of the
 * two changed. A layer that hears an end by less than rounding is not among them.
 */
export async function hearBothEnds<L extends string>(
  layers: readonly L[],
  hear: (audio: tf.Tensor2D, layers: readonly L[]) => Readonly<Record<L, tf.Tensor3D>>,
  samples: number,
): Promise<Set<L>> {
  const changes = tf.tidy(() => {
    const noise = normal(key(33), samples).map((number) => 0.1 * number);
    const heard = (changed?: number) => {
      const sound = noise.slice();
      if (changed !== undefined) sound[changed]! += 1;
      return hear(tf.tensor2d(sound, [1, samples]), layers);
    };
    const plain = heard();
    const ends = [heard(0), heard(samples - 1)];
    const changesOf = (layer: L) => ends.map((end) => tf.max(tf.abs(tf.sub(end[layer], plain[layer]))));
    return tf.stack(layers.flatMap(changesOf));
  });
  const found = await changes.data();
  changes.dispose();
  return new Set(layers.filter((_, i) => found[2 * i]! > 0 && found[2 * i + 1]! > 0));
}
