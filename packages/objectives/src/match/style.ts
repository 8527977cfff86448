import { layerInfo, type Objective, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { describe, oneTerm, termKind } from '../one-term.js';
import { rawFrames } from '../where/frame-range.js';
import { gramDistance, gramsOf } from './gram-distance.js';
import { checkFit, checkTarget, type Target, targetOf } from './target.js';

/**
 * The texture of a clip without its order in time: minus ‖G − G₀‖² / ‖G₀‖², where G = XᵀX / frames says how strongly
 * each pair of channels is on together (Gatys, Ecker and Bethge 2015; for sound Ulyanov and Lebedev 2016). 0 is the same
 * texture, −1 as far as silence. The clip may be of any length. Several layers: `sum` of one `style` each.
 *
 * `style('conv.6', (await activations(model, clip, ['conv.6']))['conv.6'])`
 * @throws InputError for a malformed or silent target; when bound, for an unknown layer and a target of other channels
 * or items.
 */
export function style<const L extends string>(layer: L, target: Target): Objective<L> {
  const own = checkTarget('style', target);
  return oneTerm<L>({
    spec: specOf(styleKind, { layer, target: targetOf(own) }),
    description: describe('style', [layer, own.short]),
    layers: [layer],
    bind(context) {
      checkFit('style', own, layer, context);
      rawFrames(context, layer);
      const { channels } = layerInfo(context.model, layer);
      const grams = gramsOf(own);
      return (activations) => {
        const wanted = tf.tensor3d(grams, [own.items, channels, channels]);
        const distance = gramDistance(activations[layer], wanted);
        const energy = tf.sum(tf.square(wanted), [1, 2]);
        return tf.neg(tf.div(distance, energy)) as tf.Tensor1D;
      };
    },
  });
}

/** The kind of {@link style}. */
export const styleKind = termKind('style', ({ layer, target }: { readonly layer: string; readonly target: Target }) =>
  style(layer, target),
);
