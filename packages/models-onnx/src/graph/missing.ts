import { InputError, show } from '@audiate/protocol';
import type { Graph, Node } from '../file/graph.js';
import { operators } from '../operators/registry.js';

/** How errors call a node: `Conv "/encoder/conv.0"`. */
export function thingOf({ op, domain, name, outputs }: Node): string {
  return `${domain ? `${domain}:${op}` : op} ${show(name || (outputs.find(Boolean) ?? ''))}`;
}

/** Operators that hold graphs; they are no entries of the table. */
export const CONTROL = ['If'];

/** Whether an operator is interpreted. */
export function isSupported({ op, domain }: Node): boolean {
  return domain === '' && (Object.hasOwn(operators, op) || CONTROL.includes(op));
}

/**
 * @throws InputError naming every operator of a graph that is not interpreted, and how often it stands there.
 */
export function checkOperators({ nodes }: Graph, thing: string): void {
  const missing = new Map<string, number>();
  for (const node of nodes.filter((node) => !isSupported(node))) {
    const name = node.domain ? `${node.domain}:${node.op}` : node.op;
    missing.set(name, (missing.get(name) ?? 0) + 1);
  }
  if (missing.size === 0) return;
  const list = [...missing].map(([name, count]) => `${name} (${count})`).join(', ');
  throw new InputError(
    `${thing} needs ${missing.size === 1 ? 'an operator' : `${missing.size} operators`} that loadOnnx does not have: ${list}`,
  );
}
