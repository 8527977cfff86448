import { type Kind, specOf, type Transform } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { inSteps } from './in-steps.js';

/** Leaves the audio as it is: the model hears the raw audio. */
export function none(): Transform {
  return {
    spec: specOf(noneKind),
    bind: ({ samples }) => inSteps({ heard: samples, draw: () => ({}), change: (audio) => tf.clone(audio) }),
  };
}

/** The kind of {@link none}. */
export const noneKind: Kind<Transform> = { kind: 'none', make: none };
