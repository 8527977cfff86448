import { fold, makeSpec, type Transform } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { heardSamples } from './heard-samples.js';

/**
 * One transform after the other, each with draws of its own: member `m` gets `fold(key, m)` and is bound to the length that
 * the one before gives. Of no transforms: the audio as it is.
 */
export function compose(...transforms: readonly Transform[]): Transform {
  return {
    spec: makeSpec('compose', { transforms: transforms.map((transform) => transform.spec) }),
    bind(context) {
      let { samples } = context;
      const bound = transforms.map((transform, member) => {
        const at = { ...context, samples };
        const apply = transform.bind(at);
        if (member < transforms.length - 1) samples = heardSamples(apply, at);
        return apply;
      });
      return (audio, key, progress) =>
        bound.reduce((heard, apply, member) => apply(heard, fold(key, member), progress), tf.clone(audio));
    },
  };
}
