import type { Machine } from './machine.ts';
import type { Quartiles } from './statistics.ts';
import { spread } from './table.ts';

/** One engine's step; a failed one says why. */
export type EagerRow = { readonly engine: string; readonly layer: number } & (
  | { readonly failed: string }
  | {
      readonly detail: string;
      readonly steps: number;
      readonly ms: Quartiles;
      readonly ops: number;
      readonly difference: number;
    }
);

/** What `out/bench-eager.json` holds. */
export interface EagerReport {
  readonly date: string;
  readonly machine: Machine;
  readonly node: string;
  readonly tfjs: string;
  readonly model: string;
  readonly batch: number;
  readonly samples: number;
  readonly rows: readonly EagerRow[];
}

/** A step's time and operations. */
export const eagerColumns: readonly (readonly [heading: string, cell: (row: EagerRow) => string])[] = [
  ['engine', (row) => ('failed' in row ? row.engine : `${row.engine}: ${row.detail}`)],
  ['L', ({ layer }) => String(layer)],
  ['ms', (row) => ('failed' in row ? row.failed : spread(row.ms, 0))],
  ['steps', (row) => ('failed' in row ? '–' : String(row.steps))],
  ['operations a step', (row) => ('failed' in row ? '–' : String(row.ops))],
  ['differs by', (row) => ('failed' in row ? '–' : row.difference.toExponential(1))],
];
