import { createBuilder, merged, type Rules } from '../graph/builder.js';
import type { Value } from '../graph/graph.js';
import { rebuild } from '../graph/rebuild.js';
import { conv1d } from './conv1d.js';
import { gelu, sharedDistributions } from './gelu.js';
import { groupedConv1d } from './grouped-conv1d.js';
import { interleave } from './interleave.js';
import { linear } from './linear.js';
import { norms } from './norms.js';
import { plain } from './plain.js';
import { web } from './web.js';

/** How every node is written in ONNX's operators, by name. */
const onnx: Rules = merged([plain, gelu, norms, linear, conv1d, groupedConv1d, interleave]);

/** The values in ONNX's operators only, for `webgpu` in those that its provider has. */
export function lower(values: readonly Value[], executionProviders: readonly string[] = []): Value[] {
  const rules = executionProviders.includes('webgpu') ? { ...onnx, ...web } : onnx;
  return rebuild(values, createBuilder(rules), sharedDistributions(values));
}
