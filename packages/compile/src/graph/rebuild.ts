import type { Builder } from './builder.js';
import type { Value } from './graph.js';
import { type Instead, nodesInOrder } from './order.js';

/** Makes `outputs` and all that they need again in another builder, through its rules. */
export function rebuild(outputs: readonly Value[], build: Builder, instead?: Instead): Value[] {
  const made = new Map<Value, Value>();
  const take = (value: Value): Value => {
    const known = made.get(value);
    if (known) return known;
    const { origin, shape, dtype } = value;
    if (origin.kind === 'node') throw new Error(`${origin.node.op} is made after what reads it`);
    const copy =
      origin.kind === 'input'
        ? build.input(origin.name, { shape, dtype })
        : build[origin.kind](origin.data, { shape, dtype });
    made.set(value, copy);
    return copy;
  };
  for (const { op, inputs, attributes, outputs: old } of nodesInOrder(outputs, instead)) {
    const fresh = build.node(op, inputs.map(take), attributes, old);
    for (const [i, value] of old.entries()) made.set(value, fresh[i]!);
  }
  return outputs.map(take);
}
