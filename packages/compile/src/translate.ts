import { createBuilder } from './graph/builder.js';
import type { Value } from './graph/graph.js';
import { rebuild } from './graph/rebuild.js';
import { lower } from './lower/lower.js';
import { phases } from './phases/phases.js';
import { readWholes } from './rewrite/read-wholes.js';
import { rewrites } from './rewrite/rewrites.js';

/** What was traced in ONNX's operators, as the execution providers take them best. */
export function translate(traced: readonly Value[], executionProviders?: readonly string[]): Value[] {
  const rewritten = readWholes(rebuild(traced, createBuilder(rewrites)));
  return lower(rebuild(rewritten, createBuilder(phases)), executionProviders);
}
