import { createBuilder, merged, type Rules } from '../graph/builder.js';
import type { Value } from '../graph/graph.js';
import { rebuild } from '../graph/rebuild.js';
import { polyphaseConvolution } from './convolution.js';
import { polyphaseElementwise } from './elementwise.js';
import { polyphaseProducts } from './product.js';

/** What of large signals is computed by polyphase components: tables of rules by name. */
export const decompositions: Readonly<Record<string, Rules>> = {
  polyphaseConvolution,
  polyphaseElementwise,
  polyphaseProducts,
};

/** What was rewritten, large signals by their polyphase components. */
export function polyphase(
  rewritten: readonly Value[],
  tables: Readonly<Record<string, Rules>> = decompositions,
): Value[] {
  return rebuild(rewritten, createBuilder(merged(Object.values(tables))));
}
