import { type Objective, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { describe, oneTerm, termKind } from '../one-term.js';
import type { DirectionOptions } from '../units/direction.js';
import { checkCosinePower, describeCosinePower, dotCosine } from '../units/dot-cosine.js';
import { readLayer } from '../units/unit.js';
import { alignTo } from './aligned.js';
import { checkFit, checkTarget, type Target, targetOf } from './target.js';

/**
 * A direction for each frame: that activations take a course over time (Lucid: `tensor_direction`). The mean over frames
 * of ⟨activation, target⟩ · max(0.1, cosine)^cosinePower, frame by frame. Frames of the target that are loud count more,
 * silent ones leave theirs free. `timeWindow` gives it to a stretch of the sound.
 * @param target drawn by hand (`{ data, shape: [1, frames, channels] }`) or what `activations` says to a clip.
 * @throws InputError for a malformed target and a negative power; when bound, for an unknown layer and a target of
 * other channels, frames or items.
 */
export function trajectory<const L extends string>(
  layer: L,
  target: Target,
  options: DirectionOptions = {},
): Objective<L> {
  const own = checkTarget('trajectory', target);
  const cosinePower = checkCosinePower(options.cosinePower ?? 0);
  return oneTerm<L>({
    spec: specOf(trajectoryKind, { layer, target: targetOf(own), cosinePower }),
    description: describe('trajectory', [layer, own.short, ...describeCosinePower(cosinePower)]),
    layers: [layer],
    bind(context) {
      checkFit('trajectory', own, layer, context);
      const align = alignTo(own, layer, context);
      const read = readLayer(context.model, layer);
      return (activations) => {
        const { heard, target: course } = align(read(activations));
        return tf.mean(dotCosine(heard, course, cosinePower), 1);
      };
    },
  });
}

/** The kind of {@link trajectory}. */
export const trajectoryKind = termKind(
  'trajectory',
  ({ layer, target, ...options }: DirectionOptions & { readonly layer: string; readonly target: Target }) =>
    trajectory(layer, target, options),
);
