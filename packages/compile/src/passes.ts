import type { Rules } from './graph/builder.js';
import type { Value } from './graph/graph.js';
import { lower } from './lower/lower.js';
import { decompositions, polyphase } from './polyphase/polyphase.js';
import { type Rewrites, rewrite, rewrites } from './rewrite/rewrite.js';

/** The tables of rules that the passes go by; the compiler's own unless given. */
export interface Passes {
  readonly rewrites?: Rewrites;
  readonly decompositions?: Readonly<Record<string, Rules>>;
}

/** What was traced in ONNX's operators, as the execution providers take them best. */
export function runPasses(
  traced: readonly Value[],
  executionProviders?: readonly string[],
  passes: Passes = {},
): Value[] {
  const rewritten = rewrite(traced, passes.rewrites ?? rewrites);
  return lower(polyphase(rewritten, passes.decompositions ?? decompositions), executionProviders);
}
