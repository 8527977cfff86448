import { type Optimizer, optionsOf, type Revivers } from '@audiate/protocol';
import { adam } from './adam.js';
import { normalizedMomentum } from './normalized-momentum.js';

export { type AdamOptions, adam } from './adam.js';
export { type NormalizedMomentumOptions, normalizedMomentum } from './normalized-momentum.js';

/** Rebuilds an optimizer from its spec. */
export const revivers: Revivers<Optimizer> = {
  adam: (spec) => adam(optionsOf(spec)),
  normalizedMomentum: (spec) => normalizedMomentum(optionsOf(spec)),
};
