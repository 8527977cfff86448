import { isDifferentiated, isTraced, valueAndGradients, withGradient } from '@audiate/ops';
import {
  type Audio,
  checkNumber,
  InputError,
  type Kind,
  type Objective,
  show,
  specOf,
  type Term,
  type Transform,
} from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { inSteps, numbersOf } from './in-steps.js';
import { itemNorms } from './item-norms.js';
import { scaleItems } from './scale-items.js';

/** Options of {@link regularize}. */
export interface RegularizeOptions {
  /** The norm of the penalty's gradient in shares of the norm of the gradient that comes back to the audio; from 0. */
  readonly share: number;
}

/**
 * Leaves the audio as it is and adds to the gradient that comes back through it the gradient of a penalty on this audio,
 * made `share` times as long as the gradient that came, item by item: at 0.5 the penalty pulls half as strongly as
 * everything behind it. So one number suits a logit of 15 and a neuron of 0.2, where a weight in the objective would have
 * to be found for each (the balance of two gradients' norms: Chen et al. 2018, GradNorm). The penalty counts in no score;
 * weigh it 0 in the objective to have it recorded. Put it first in a stack, where the audio is still the raw audio.
 *
 * Where either gradient is 0 nothing is added. Draws nothing; at strength s the share is s of it, so `ramp` lets it begin
 * gently. Costs one pass of the penalty, there and back, for each draw of a step.
 * @param penalty terms that read no layer and no other item, as `objectives.sparsity()`; their weights are numbers.
 * @throws InputError for other terms, and for a share below 0.
 */
export function regularize(penalty: Objective<never>, options: RegularizeOptions): Transform {
  const share = checkNumber('share of regularize', options?.share, { min: 0, max: MAX_SHARE });
  const terms = checkPenalty(penalty);
  return {
    spec: specOf(regularizeKind, { terms, share }),
    bind(context) {
      const scores = terms.map(({ term, weight }) => ({ weight, score: term.bind(context) }));
      const total = (raw: tf.Tensor) =>
        tf.addN(scores.map(({ weight, score }) => tf.mul(tf.sum(score({}, raw as Audio)), weight))) as tf.Scalar;
      return inSteps({
        heard: context.samples,
        draw: (_key, { strength }) => ({ share: { data: Float32Array.of(strength * share), shape: [1] } }),
        change(audio, { share: own }) {
          if (!isDifferentiated()) return tf.clone(audio);
          // Made on the way there: TensorFlow.js has no tape for it on the way back.
          const { value, grads } = valueAndGradients(total, [audio]);
          value.dispose();
          const pull = grads[0] as Audio | undefined;
          if (!pull) return tf.clone(audio);
          return withGradient(audio, (raw) => ({
            value: tf.clone(raw),
            saved: [pull, own!],
            gradient: (dy, [kept, drawn]) => withPull(dy, kept as Audio, drawn as tf.Tensor1D),
          }));
        },
      });
    },
  };
}

/** The kind of {@link regularize}. */
export const regularizeKind: Kind<Transform> = {
  kind: 'regularize',
  make: ({ terms, share }: Objective<never> & RegularizeOptions) => regularize({ terms }, { share }),
};

/** `dy` and `share` times as much of `pull`, item by item; `dy` where the pull is 0. */
function withPull(dy: Audio, pull: Audio, share: tf.Tensor1D): Audio {
  const [down, own] = [itemNorms(dy), itemNorms(pull)];
  if (isTraced()) {
    const some = tf.greater(own, 0);
    const factors = tf.div(tf.mul(down, share), tf.where(some, own, tf.onesLike(own)));
    return tf.add(dy, scaleItems(pull, tf.where(some, factors, tf.zerosLike(own)) as tf.Tensor1D));
  }
  const [batch, samples] = dy.shape;
  const [slopes, pulls, norms, pullNorms] = [dy, pull, down, own].map(numbersOf) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const [times] = numbersOf(share) as unknown as [number];
  const out = new Float32Array(batch * samples);
  for (let item = 0; item < batch; item++) {
    const factor = pullNorms[item]! > 0 ? (times * norms[item]!) / pullNorms[item]! : 0;
    for (let i = item * samples; i < (item + 1) * samples; i++) out[i] = slopes[i]! + factor * pulls[i]!;
  }
  return tf.tensor2d(out, [batch, samples]);
}

function checkPenalty(penalty: Objective<never>): readonly { readonly weight: number; readonly term: Term<never> }[] {
  if (!Array.isArray(penalty?.terms) || penalty.terms.length === 0) {
    throw new InputError(`regularize takes a penalty such as objectives.sparsity(), got ${show(penalty)}`);
  }
  return penalty.terms.map(({ term, weight }) => {
    if (term.layers.length > 0 || term.layersIn || term.couplesBatch) {
      throw new InputError(
        `regularize takes penalties on the audio alone, got ${term.description}; add it to the objective`,
      );
    }
    return { term, weight: checkNumber(`weight of ${term.description} in regularize`, weight) };
  });
}

/** A thousand times the objective's own gradient leaves nothing of the objective. */
const MAX_SHARE = 1000;
