import { createBuilder, merged, type Rules } from '../graph/builder.js';
import type { Value } from '../graph/graph.js';
import { rebuild } from '../graph/rebuild.js';
import { attentionReassociation } from './attention-reassociation.js';
import { constantFolding } from './constant-folding.js';
import { normFolding } from './norm-folding.js';
import { padSinking } from './pad-sinking.js';
import { type HoistedSlices, sliceHoisting } from './slice-hoisting.js';
import { reuseSlices } from './slice-reuse.js';

/** Tables of rules by name, which are asked in their order; each keeps the meaning. */
export type Rewrites = (hoisted: HoistedSlices) => Readonly<Record<string, Rules>>;

/** Every rewrite of the graph as it was traced. */
export const rewrites: Rewrites = (hoisted) => ({
  constantFolding,
  normFolding,
  sliceHoisting: sliceHoisting(hoisted),
  padSinking,
  attentionReassociation,
});

/** What was traced, so that only what somebody reads is computed, and by fewer products. */
export function rewrite(traced: readonly Value[], tables: Rewrites = rewrites): Value[] {
  const hoisted: HoistedSlices = new Map();
  const rules = merged(Object.values(tables(hoisted)));
  return reuseSlices(rebuild(traced, createBuilder(rules)), hoisted);
}
