import type { Numbers, Value } from '../graph/graph.js';
import { nodesInOrder, sourcesOf } from '../graph/order.js';

const identities = new WeakMap<Numbers, number>();
let next = 0;

const identity = (data: Numbers): number => {
  const known = identities.get(data) ?? next++;
  identities.set(data, known);
  return known;
};

/**
 * A program's structure as text: two programs of the same text differ in the numbers that are fed at most. Weights
 * count by their arrays and packings.
 */
export function structureOf(outputs: readonly Value[]): string {
  const numbers = new Map<Value, number>();
  const number = (value: Value): number => {
    const known = numbers.get(value) ?? numbers.size;
    numbers.set(value, known);
    return known;
  };
  const lines = sourcesOf(outputs).map((value) => {
    const { origin, dtype, shape } = value;
    const detail =
      origin.kind === 'input'
        ? origin.name
        : origin.kind === 'literal'
          ? String(origin.data)
          : origin.kind === 'frozen'
            ? `${identity(origin.data.source)}${origin.data.packing}`
            : '';
    return `${number(value)} ${origin.kind} ${dtype} [${shape}] ${detail}`;
  });
  for (const { op, inputs, attributes, outputs: made } of nodesInOrder(outputs)) {
    lines.push(
      `${made.map((value) => `${number(value)} ${value.dtype}[${value.shape}]`)} = ${op}(${inputs.map(number)}) ${JSON.stringify(attributes)}`,
    );
  }
  lines.push(`→ ${outputs.map(number)}`);
  return lines.join('\n');
}
