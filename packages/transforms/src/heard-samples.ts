import { type BoundTransform, type Context, key } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';

/** How long the audio is after a bound transform, in samples: as it says, or found by sending silence through it. */
export function heardSamples(transform: BoundTransform, { batch, samples }: Context): number {
  if (transform.steps?.heard !== undefined) return transform.steps.heard;
  return tf.tidy(() => transform(tf.zeros([batch, samples]), key(0), { step: 0, strength: 0 }).shape[1]);
}
