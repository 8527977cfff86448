import { checkNumber, checkPart, type Kind, type Param, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { type ItemMap, mapItems } from '../items/map-items.js';

/**
 * Keeps a param's audio inside ±limit: `limit · tanh(audio / limit)`. Smooth, the identity for small audio; half the limit
 * becomes 0.46 of it, the limit 0.76. A start from given audio is bent alike. Differentiable once.
 * @param options.limit linear amplitude above 0; 1 unless given.
 * @throws InputError for something that is no param, and a limit that is not above 0.
 */
export function bounded(param: Param, options: { readonly limit?: number } = {}): Param {
  checkPart('the param in bounded', param);
  const limit = checkNumber('limit', options.limit ?? 1, { above: 0 });
  const squash: ItemMap = {
    value: (samples) => samples.map((x) => limit * Math.tanh(x / limit)),
    gradient: (dy, samples) => dy.map((d, i) => d * (1 - Math.tanh(samples[i]! / limit) ** 2)),
    inProgram: (audio) => tf.mul(tf.tanh(tf.div(audio, limit)), limit),
  };
  return {
    spec: specOf(boundedKind, { limit, param }),
    bind(context) {
      const inner = param.bind(context);
      return {
        init: (key) => inner.init(key),
        decode: (values) => mapItems(inner.decode(values), squash),
      };
    },
  };
}

/** The kind of {@link bounded}. */
export const boundedKind: Kind<Param> = {
  kind: 'bounded',
  make: ({ param, ...options }: { readonly limit?: number } & { readonly param: Param }) => bounded(param, options),
};
