import type { Kind, Optimizer } from '@audiate/protocol';
import { adamKind } from './adam.js';
import { normalizedMomentumKind } from './normalized-momentum.js';

export { type AdamOptions, adam } from './adam.js';
export { type NormalizedMomentumOptions, normalizedMomentum } from './normalized-momentum.js';

/** Every kind of optimizer: recipes are read by this list. */
export const kinds: readonly Kind<Optimizer>[] = [adamKind, normalizedMomentumKind];
