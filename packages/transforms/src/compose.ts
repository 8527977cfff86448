import {
  type BoundTransform,
  checkPart,
  fold,
  type Kind,
  specOf,
  type Transform,
  type TransformSteps,
  type Value,
} from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { heardSamples } from './heard-samples.js';
import { inSteps } from './in-steps.js';

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
      const steps = bound.flatMap((apply) => apply.steps ?? []);
      if (steps.length < bound.length) return eachInTurn(bound);
      return inSteps({ ...inTurn(steps), heard: steps.length > 0 ? steps.at(-1)?.heard : samples });
    },
  };
}

/** The kind of {@link compose}. */
export const composeKind: Kind<Transform> = {
  kind: 'compose',
  make: ({ transforms }: { readonly transforms: readonly Transform[] }) => compose(...transforms),
};

const eachInTurn =
  (bound: readonly BoundTransform[]): BoundTransform =>
  (audio, key, progress) =>
    bound.reduce((heard, apply, member) => apply(heard, fold(key, member), progress), tf.clone(audio));

/** Draws are named by their member. */
function inTurn(members: readonly TransformSteps[]): Pick<TransformSteps, 'draw' | 'change'> {
  return {
    draw(key, progress) {
      const drawn: Record<string, Value> = {};
      for (const [member, { draw }] of members.entries()) {
        for (const [name, value] of Object.entries(draw(fold(key, member), progress)))
          drawn[`${member}.${name}`] = value;
      }
      return drawn;
    },
    change(audio, drawn) {
      return members.reduce((heard, { change }, member) => {
        const own = Object.entries(drawn).filter(([name]) => name.startsWith(`${member}.`));
        return change(
          heard,
          Object.fromEntries(own.map(([name, tensor]) => [name.slice(`${member}.`.length), tensor])),
        );
      }, tf.clone(audio));
    },
  };
}
