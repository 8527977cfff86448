import type { Rule, Rules } from '../graph/builder.js';
import { fewQueries } from './few-queries.js';
import { foldedNorm } from './folded-norm.js';
import { placeDown } from './place-down.js';
import { uniform } from './uniform.js';
import { windowUp } from './window-up.js';

/** Every rewrite of the graph before it is lowered, by operation, in order; each keeps the meaning. */
export const rewrites: Rules = merged([uniform, foldedNorm, windowUp, placeDown, fewQueries]);

function merged(all: readonly Rules[]): Rules {
  const rules: Record<string, Rule[]> = {};
  for (const table of all) for (const [op, list] of Object.entries(table)) rules[op] = [...(rules[op] ?? []), ...list];
  return rules;
}
