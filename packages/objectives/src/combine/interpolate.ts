import { checkChoice, InputError, type Kind, type Objective, specOf, type Term } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { refuseEach } from './each.js';
import { checkObjective } from './sum.js';

/**
 * From one objective to another across the batch (Lucid: `channel_interpolate`): the first item climbs `from`, the last
 * one `to`, those between a mixture: item i climbs (1 − w) · from + w · to, w = i / (batch − 1). Beside `alignment`, or on
 * a param that the items share, a morph. What is recorded of an item are its terms times their share of it; an item
 * whose share is 0 scores NaN.
 * @throws InputError for something that is no objective and for an `each` within; when bound, for a batch of one.
 */
export function interpolate<A extends string, B extends string>(
  from: Objective<A>,
  to: Objective<B>,
): Objective<A | B> {
  checkObjective('interpolate', from);
  checkObjective('interpolate', to);
  return { terms: [...fade(from, 'out'), ...fade(to, 'in')] };
}

/** Which end of the batch a term belongs to: it fades out from the first item on, or in towards the last. */
type Fade = 'out' | 'in';

/** A term with a share of each item: a member of {@link interpolate}. */
function fadeTerm<L extends string>({
  direction,
  term,
}: {
  readonly direction: Fade;
  readonly term: Term<L>;
}): Term<L> {
  checkChoice('direction of fade', direction, ['out', 'in']);
  refuseEach('interpolate', term);
  const description = `${term.description} fading ${direction}`;
  return {
    spec: specOf(fadeKind, { direction, term }),
    description,
    layers: term.layers,
    ...(term.layersIn && { layersIn: term.layersIn }),
    ...(term.couplesBatch ? { couplesBatch: true } : {}),
    bind(context) {
      const { batch } = context;
      if (batch < 2) {
        throw new InputError(
          `interpolate (${description}) goes across the batch and needs at least 2 items, got ${batch}`,
        );
      }
      const score = term.bind(context);
      const shares = Array.from({ length: batch }, (_, i) => (direction === 'in' ? i : batch - 1 - i) / (batch - 1));
      const unconcerned = shares.map((share) => (share === 0 ? Number.NaN : 0));
      return (activations, raw) =>
        tf.add(tf.mul(score(activations, raw), tf.tensor1d(shares)), tf.tensor1d(unconcerned));
    },
  };
}

/** The kind of the members of {@link interpolate}. */
export const fadeKind: Kind<Term> = { kind: 'fade', make: fadeTerm };

function fade<L extends string>({ terms }: Objective<L>, direction: Fade): Objective<L>['terms'][number][] {
  return terms.map(({ weight, term }) => ({ weight, term: fadeTerm({ direction, term }) }));
}
