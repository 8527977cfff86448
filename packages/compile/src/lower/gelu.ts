import type { Builder, Rules } from '../graph/builder.js';
import { asOp, type Node, type Value } from '../graph/graph.js';
import { nodesInOrder, type Replacements } from '../graph/order.js';

/** x / √2. */
const scaled = (build: Builder, x: Value): Value => build.float('Mul', [x, build.scalar(Math.SQRT1_2)], x.shape);

/** The normal distribution function, ½ + ½ erf(x / √2): a HardSigmoid, as no number of it reaches beyond [0, 1]. */
const distribution = (build: Builder, x: Value): Value =>
  build.float('HardSigmoid', [build.float('Erf', [scaled(build, x)], x.shape)], x.shape, { alpha: 0.5, beta: 0.5 });

/** Where a GELU is differentiated, both read one distribution function instead of computing the error function twice. */
export function sharedDistributions(outputs: readonly Value[]): Replacements {
  const nodes = nodesInOrder(outputs);
  const differentiated = new Set(nodes.flatMap((node) => asOp(node, 'GeluGradient')?.inputs[1] ?? []));
  const replacements = new Map<Node, Node>();
  for (const node of nodes) {
    const [x] = asOp(node, 'Gelu')?.inputs ?? [];
    if (x && differentiated.has(x)) replacements.set(node, { ...node, attributes: { shared: 1 } });
  }
  return replacements;
}

/** With φ, Φ the normal density and distribution function: x · Φ(x), backward dy · (Φ(x) + x · φ(x)). */
export const gelu: Rules = {
  Gelu: [
    ({ inputs: [x], attributes: { shared, approximate }, outputs: [extent] }, build) => {
      if (shared) return [build.float('Mul', [x, distribution(build, x)], extent.shape)];
      return approximate ? undefined : [build.one('Gelu', [x], extent, { approximate: 'none' })];
    },
  ],
  GeluGradient: [
    ({ inputs: [dy, x] }, build) => {
      const float = (op: 'Add' | 'Sub' | 'Mul', a: Value, b: Value) => build.float(op, [a, b], x.shape);
      const u = scaled(build, x);
      const exponent = float('Sub', build.scalar(-0.5 * Math.log(Math.PI)), float('Mul', u, u));
      const bell = build.float('Exp', [exponent], x.shape);
      const slope = float('Add', distribution(build, x), float('Mul', u, bell));
      return [float('Mul', dy, slope)];
    },
  ],
};
