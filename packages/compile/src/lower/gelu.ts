import type { Builder, Rules } from '../graph/builder.js';
import type { Node, Value } from '../graph/graph.js';
import { type Instead, nodesInOrder } from '../graph/order.js';

const SHARED = 'shared';

/** x / √2. */
const scaled = (build: Builder, x: Value): Value => build.float('Mul', [x, build.scalar(Math.SQRT1_2)], x.shape);

/** The normal distribution function, ½ + ½ erf(x / √2): a HardSigmoid, as no number of it reaches beyond [0, 1]. */
const distribution = (build: Builder, x: Value): Value =>
  build.float('HardSigmoid', [build.float('Erf', [scaled(build, x)], x.shape)], x.shape, { alpha: 0.5, beta: 0.5 });

/** Where a GELU is differentiated, both read one distribution function instead of computing the error function twice. */
export function shareDistributions(outputs: readonly Value[]): Instead {
  const nodes = nodesInOrder(outputs);
  const differentiated = new Set(nodes.flatMap(({ op, inputs }) => (op === 'GeluGradient' ? [inputs[1]!] : [])));
  const shared = new Map<Node, Node>();
  for (const node of nodes) {
    if (node.op !== 'Gelu' || !differentiated.has(node.inputs[0]!)) continue;
    shared.set(node, { ...node, attributes: { [SHARED]: 1 } });
  }
  return shared;
}

/** With φ, Φ the normal density and distribution function: x · Φ(x), backward dy · (Φ(x) + x · φ(x)). */
export const gelu: Rules = {
  Gelu: [
    ({ inputs: [x], attributes, outputs: [extent] }, build) => {
      if (SHARED in attributes) return [build.float('Mul', [x!, distribution(build, x!)], extent!.shape)];
      return 'approximate' in attributes ? undefined : [build.one('Gelu', [x!], extent!, { approximate: 'none' })];
    },
  ],
  GeluGradient: [
    ({ inputs: [dy, x] }, build) => {
      const float = (op: string, a: Value, b?: Value) => build.float(op, b ? [a, b] : [a], x!.shape);
      const u = scaled(build, x!);
      const bell = float('Exp', float('Sub', build.scalar(-0.5 * Math.log(Math.PI)), float('Mul', u, u)));
      const slope = float('Add', distribution(build, x!), float('Mul', u, bell));
      return [float('Mul', dy!, slope)];
    },
  ],
};
