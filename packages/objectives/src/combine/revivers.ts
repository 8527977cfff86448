import { optionsOf, type Revivers, type Spec, type Term } from '@audiate/protocol';
import type { Window } from '../where/window.js';
import { eachTerm } from './each.js';
import { type Fade, fadeTerm } from './interpolate.js';
import { type FactorSpec, productTerm } from './product.js';
import { timeWindowTerm } from './time-window.js';

/** Terms that hold other terms. */
export const revivers: Revivers<Term> = {
  each: (spec, revive) => {
    const { item, items, term } = optionsOf<{ item: number; items: number; term: Spec }>(spec);
    return eachTerm(item, items, revive.part<Term>(term));
  },
  timeWindow: (spec, revive) => {
    const { window, term } = optionsOf<{ window: Window; term: Spec }>(spec);
    return timeWindowTerm(revive.part<Term>(term), window);
  },
  fade: (spec, revive) => {
    const { direction, term } = optionsOf<{ direction: Fade; term: Spec }>(spec);
    return fadeTerm(revive.part<Term>(term), direction);
  },
  product: (spec, revive) => {
    const { factors } = optionsOf<{ factors: readonly (readonly FactorSpec[])[] }>(spec);
    return productTerm(
      factors.map((terms) => ({ terms: terms.map(({ weight, term }) => ({ weight, term: revive.part<Term>(term) })) })),
    );
  },
};
