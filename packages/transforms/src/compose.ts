import { checkPart, fold, type Kind, specOf, type Transform } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { heardSamples } from './heard-samples.js';

/**
 * One transform after the other, each with draws of its own: member `m` gets `fold(key, m)` and is bound to the length that
 * the one before gives. Of no transforms: the audio as it is.
 * @throws InputError for something that is no transform.
 */
export function compose(...transforms: readonly Transform[]): Transform {
  for (const transform of transforms) checkPart('each transform in compose', transform);
  return {
    spec: specOf(composeKind, { transforms }),
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

/** The kind of {@link compose}. */
export const composeKind: Kind<Transform> = {
  kind: 'compose',
  make: ({ transforms }: { readonly transforms: readonly Transform[] }) => compose(...transforms),
};
