import { productAxes } from '../graph/axes.js';
import type { Builder, Rule, Rules } from '../graph/builder.js';
import { along, type Value } from '../graph/graph.js';
import { componentCount, componentsOf, interleave, type Polyphase, polyphaseIn } from './components.js';

/** Rows of a product are products of rows; a sum over frames is the sum of what each component gives. */
const product: Rule<'Product'> = ({ op, inputs: [a, b], attributes, outputs: [{ shape }] }, build) => {
  const [left, right] = [polyphaseIn(a) ?? narrow(build, a, shape), polyphaseIn(b)];
  if (left && productAxes(a, 'a', attributes).free === 1) {
    const components = left.components.map((component) =>
      build.float(op, [component, b], shape.with(1, along(component, 1)), attributes),
    );
    return [interleave(build, { ...left, components })];
  }
  const summed = productAxes(a, 'a', attributes).summed === 1 && b.shape.length === 3;
  if (!summed || productAxes(b, 'b', attributes).summed !== 1 || !(left?.clean || right?.clean)) return undefined;
  const count = Math.max(left?.components.length ?? 0, right?.components.length ?? 0);
  const [mine, theirs] = [componentsOf(build, a, count), componentsOf(build, b, count)];
  const parts = mine.map((component, i) => build.float(op, [component, theirs[i] as Value], shape, attributes));
  return [parts.reduce((sum, part) => build.float('Add', [sum, part], shape))];
};

/**
 * A narrow signal of which a product makes a large one, as components: to split it costs little. A signal has no more components
 * than frames: a product of one row is left whole, however large it is.
 */
function narrow(build: Builder, x: Value, shape: readonly number[]): Polyphase | undefined {
  const count = x.shape.length === 3 && shape[1] === along(x, 1) ? componentCount(shape) : 1;
  if (count === 1 || count > along(x, 1) || along(x, 2) * NARROW > (shape[2] ?? 0)) return undefined;
  return { components: componentsOf(build, x, count, { clean: true }), frames: along(x, 1), clean: true };
}

/** How many times wider the product is. */
const NARROW = 8;

/** Products of signals that are made of components. */
export const polyphaseProducts: Rules = { Product: [product] };
