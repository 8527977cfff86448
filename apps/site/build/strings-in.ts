import { parseAst } from 'vite';

/** Where a string of a script begins and ends, with its quotes. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** The places of all strings of a script that are values: literals, and templates without holes; in order. */
export function stringsIn(script: string): Place[] {
  const found: Place[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;

    const { type, value, quasis, start, end } = node as Node;
    if ((type === 'Literal' && typeof value === 'string') || (type === 'TemplateLiteral' && quasis?.length === 1)) {
      found.push({ start, end });
    } else {
      for (const child of Object.values(node)) visit(child);
    }
  };
  visit(parseAst(script));
  return found.sort((a, b) => a.start - b.start);
}

interface Node extends Place {
  readonly type?: string;
  readonly value?: unknown;
  readonly quasis?: readonly unknown[];
}
