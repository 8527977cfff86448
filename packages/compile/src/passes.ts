import type { Rules } from './graph/builder.js';
import type { Value } from './graph/graph.js';
import { lower } from './lower/lower.js';
import { decompositions, polyphase } from './polyphase/polyphase.js';
import type { Precision } from './precision/precision.js';
import { quantize } from './quantize/quantize.js';
import { type Rewrites, rewrite, rewrites } from './rewrite/rewrite.js';

/** What the passes go by: tables of rules, the compiler's own unless given. */
export interface Passes {
  readonly rewrites?: Rewrites;
  readonly decompositions?: Readonly<Record<string, Rules>>;
  /** Of products by constant matrices; `f32` unless given. */
  readonly precision?: Precision;
}

/** What was traced in ONNX's operators, as the execution providers take them best. */
export function runPasses(
  traced: readonly Value[],
  executionProviders?: readonly string[],
  passes: Passes = {},
): Value[] {
  const rewritten = rewrite(traced, passes.rewrites ?? rewrites);
  const lowered = lower(polyphase(rewritten, passes.decompositions ?? decompositions), executionProviders);
  return passes.precision === 'i8' ? quantize(lowered) : lowered;
}
