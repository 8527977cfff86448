import { type Activation, type Context, InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { rawFrames } from '../where/frame-range.js';
import { framesOf } from '../where/frames-of.js';
import type { OwnTarget } from './target.js';

/** Activations beside their target, frame by frame, `[batch, frames, channels]` and `[1 or batch, frames, channels]`. */
export interface Aligned {
  readonly heard: Activation;
  readonly target: tf.Tensor3D;
}

/**
 * Lays a target over the activations of the raw audio. Where transforms lengthen or shorten the audio, the middles are
 * laid over each other and the frames that both have are compared.
 * @throws InputError when the target has not as many frames as the raw audio.
 */
export function alignTo(target: OwnTarget, layer: string, context: Context): (activation: Activation) => Aligned {
  const frames = rawFrames(context, layer);
  if (target.frames !== frames) {
    throw new InputError(
      `the target has ${target.frames} frames of ${layer}, the render ${frames} (${context.samples} samples); render ` +
        `as many samples as the clip has, or put the term into timeWindow`,
    );
  }
  return (activation) => {
    const heardFrames = activation.shape[1];
    const count = Math.min(heardFrames, frames);
    const middle = (all: number) => Math.floor(all / 2) - Math.floor(count / 2);
    const whole = tf.tensor3d(target.data, [target.items, frames, target.channels]);
    return {
      heard: count === heardFrames ? activation : framesOf(activation, { from: middle(heardFrames), count }),
      target: count === frames ? whole : framesOf(whole, { from: middle(frames), count }),
    };
  };
}
