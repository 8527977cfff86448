import { InputError, layerInfo, type Objective, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { describe, oneTerm, termKind } from '../one-term.js';
import { gramCosines } from './gram-cosines.js';
import { markItems } from './mark-items.js';

/**
 * How unlike the others an item sounds to a layer (Lucid's and Lucent's `diversity`): minus the mean cosine similarity
 * of its Gram matrix (channel × channel, summed over time) to those of the other items. HIGHER IS MORE DIVERSE: from
 * −1, all alike, to 0, nothing in common. Time order and loudness don't count.
 *
 * Elsewhere it is *subtracted*: Lucid maximises and returns the similarity, Lucent minimises and returns minus the
 * similarity. Here it is added. Summed over the batch it is batch / (batch − 1) times the number that Lucent returns.
 *
 * Identical items receive identical gradients from any measure that treats items alike, and cosine similarity none at
 * all. So each item is compared as if it held a faint mark of its own, 1 % of its RMS (mark-items.ts): that parts
 * them, at the price of scores off by about 1e-4 where items are alike.
 * @throws InputError when bound, for a batch of one, an unknown layer, and a layer of one channel.
 */
export function diversity<const L extends string>(layer: L): Objective<L> {
  const description = describe('diversity', [layer]);
  return oneTerm<L>({
    spec: specOf(diversityKind, { layer }),
    description,
    layers: [layer],
    couplesBatch: true,
    bind({ model, batch }) {
      if (batch < 2) {
        throw new InputError(`${description} compares the items of a batch and needs at least 2, got ${batch}`);
      }
      if (layerInfo(model, layer).channels < 2) {
        throw new InputError(`${description} compares channels, and ${layer} has one only; choose another layer`);
      }
      return (activations) => {
        const cosines = gramCosines(markItems(activations[layer]));
        const [items] = cosines.shape;
        const toOthers = tf.sum(tf.mul(cosines, tf.sub(1, tf.eye(items))), 1);
        return tf.div(toOthers, 1 - items) as tf.Tensor1D;
      };
    },
  });
}

/** The kind of {@link diversity}. */
export const diversityKind = termKind('diversity', ({ layer }: { readonly layer: string }) => diversity(layer));
