import { makeSpec, type Transform } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';

/** Leaves the audio as it is: the model hears the raw audio. */
export function none(): Transform {
  return { spec: makeSpec('none'), bind: () => (audio) => tf.clone(audio) };
}
