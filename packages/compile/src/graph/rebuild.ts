import type { Builder } from './builder.js';
import type { Value } from './graph.js';
import { nodesInOrder, type Replacements } from './order.js';

/** Makes `outputs` and all that they need again in another builder, through its rules. */
export function rebuild(outputs: readonly Value[], build: Builder, replacements?: Replacements): Value[] {
  const made = new Map<Value, Value>();
  const take = (value: Value): Value => {
    const known = made.get(value);
    if (known) return known;
    const { origin, shape, dtype } = value;
    if (origin.kind === 'node') throw new Error(`${origin.node.op} is made after what reads it`);
    const copy =
      origin.kind === 'input'
        ? build.input(origin.name, { shape, dtype })
        : origin.kind === 'frozen'
          ? build.frozen(origin.data, { shape, dtype })
          : build[origin.kind](origin.data, { shape, dtype });
    made.set(value, copy);
    return copy;
  };
  for (const node of nodesInOrder(outputs, replacements)) {
    const fresh = build.again(node, node.inputs.map(take), node.outputs);
    for (const [i, value] of fresh.entries()) made.set(node.outputs[i] as Value, value);
  }
  return outputs.map(take);
}
