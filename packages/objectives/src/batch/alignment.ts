import { checkNumber, InputError, layerInfo, type Objective, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { describe, oneTerm, termKind } from '../one-term.js';

/** Options of {@link alignment}. */
export interface AlignmentOptions {
  /** By how much a pair counts less for each item that it stands further apart; 2 unless given. */
  readonly decay?: number;
}

/** Lucid's: items further apart are left alone. */
const REACH = 4;

/**
 * How alike neighbours in the batch sound to a layer, frame by frame (Lucid: `alignment`): minus the mean squared
 * difference to each item at most four items away, divided by decay^distance; half of it, since a pair counts for both
 * its items: summed over the batch it is Lucid's number. At most 0, which is all alike. For morphs (`interpolate`).
 * @throws InputError for a decay below 1; when bound, for a batch of one and an unknown layer.
 */
export function alignment<const L extends string>(layer: L, options: AlignmentOptions = {}): Objective<L> {
  const decay = checkNumber('decay', options.decay ?? 2, { min: 1 });
  const description = describe('alignment', [layer, ...(decay === 2 ? [] : [`decay ${decay}`])]);
  return oneTerm<L>({
    spec: specOf(alignmentKind, { layer, decay }),
    description,
    layers: [layer],
    couplesBatch: true,
    bind({ model, batch }) {
      layerInfo(model, layer);
      if (batch < 2) {
        throw new InputError(`${description} compares the items of a batch and needs at least 2, got ${batch}`);
      }
      return (activations) => {
        const distances = Array.from({ length: Math.min(REACH, batch - 1) }, (_, i) => i + 1);
        const pulls = distances.map((distance) => tf.mul(pairsApart(activations[layer], distance), decay ** -distance));
        return tf.mul(tf.addN(pulls), -0.5) as tf.Tensor1D;
      };
    },
  });
}

/** The kind of {@link alignment}. */
export const alignmentKind = termKind(
  'alignment',
  ({ layer, ...options }: AlignmentOptions & { readonly layer: string }) => alignment(layer, options),
);

/** Mean squared differences of the items that stand so far apart, each given to both: `[batch]`. */
function pairsApart(activation: tf.Tensor3D, distance: number): tf.Tensor1D {
  const [batch, frames, channels] = activation.shape;
  const pairs = batch - distance;
  const items = (from: number) => tf.slice(activation, [from, 0, 0], [pairs, frames, channels]);
  const differences: tf.Tensor1D = tf.mean(tf.square(tf.sub(items(0), items(distance))), [1, 2]);
  return tf.add(tf.pad1d(differences, [0, distance]), tf.pad1d(differences, [distance, 0]));
}
