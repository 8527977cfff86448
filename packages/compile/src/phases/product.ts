import type { Builder, Rule, Rules } from '../graph/builder.js';
import type { Value } from '../graph/graph.js';
import { productAxes } from '../rewrite/axis.js';
import { interleave, type Phases, phaseCount, phasesIn, phasesOf } from './interleave.js';

/** Rows of a product are products of rows; a sum over frames is the sum of what each phase gives. */
const phasedProduct: Rule = ({ op, inputs, attributes, outputs: [extent] }, build) => {
  const [a, b] = inputs;
  const [left, right] = [phasesIn(a!) ?? narrow(build, a!, extent!.shape), phasesIn(b!)];
  if (left && productAxes(a!, 'a', attributes).free === 1) {
    const rows = left.rows.map((phase) =>
      build.float(op, [phase, b!], extent!.shape.with(1, phase.shape[1]!), attributes),
    );
    return [interleave(build, { ...left, rows })];
  }
  const summed = productAxes(a!, 'a', attributes).summed === 1 && b!.shape.length === 3;
  if (!summed || productAxes(b!, 'b', attributes).summed !== 1 || !(left?.clean || right?.clean)) return undefined;
  const count = Math.max(left?.rows.length ?? 0, right?.rows.length ?? 0);
  const [mine, theirs] = [phasesOf(build, a!, count), phasesOf(build, b!, count)];
  const parts = mine.map((phase, i) => build.float(op, [phase, theirs[i]!], extent!.shape, attributes));
  return [parts.reduce((sum, part) => build.float('Add', [sum, part], extent!.shape))];
};

/** A narrow signal of which a product makes a large one, in phases: to split it costs little. */
function narrow(build: Builder, x: Value, product: readonly number[]): Phases | undefined {
  const count = x.shape.length === 3 && product[1] === x.shape[1] ? phaseCount(product) : 1;
  if (count === 1 || x.shape[2]! * NARROW > product[2]!) return undefined;
  return { rows: phasesOf(build, x, count, { clean: true }), frames: x.shape[1]!, clean: true };
}

/** How many times wider the product is. */
const NARROW = 8;

/** Products of signals in phases. */
export const phasedProducts: Rules = { Product: [phasedProduct] };
