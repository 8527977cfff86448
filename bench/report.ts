import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describeMachine, type Machine } from './machine.ts';
import type { Row } from './row.ts';

/** What `out/bench.json` holds. */
export interface Report {
  readonly date: string;
  readonly machine: Machine;
  readonly versions: Readonly<Record<string, string>>;
  readonly rows: readonly Row[];
}

/** A report in a file. @throws Error where the file is none. */
export async function readReport(path: string): Promise<Report> {
  return JSON.parse(await readFile(path, 'utf8'));
}

/** The whole file or none. */
export async function writeWhole(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.part`, text);
  await rename(`${path}.part`, path);
}

const keyOf = ({ model, layer, batch, samples, threads }: Row) =>
  JSON.stringify([model, layer, batch, samples, threads]);

/** An earlier report with new rows in the place of those of the same step. @throws Error for another machine or version. */
export function merged(earlier: Report, fresh: Report): Report {
  for (const part of ['machine', 'versions'] as const) {
    if (JSON.stringify(earlier[part]) !== JSON.stringify(fresh[part])) {
      throw new Error(`--keep takes rows of the same machine and versions; ${part} differ`);
    }
  }
  const rows = new Map([...earlier.rows, ...fresh.rows].map((row) => [keyOf(row), row]));
  const order = (a: Row, b: Row) =>
    a.model.localeCompare(b.model) || a.samples - b.samples || a.layer - b.layer || a.batch - b.batch;
  return { ...fresh, rows: [...rows.values()].sort(order) };
}

/** For a reader: `node 20.20.2, torch 2.13.0+cpu`. */
export function versionsOf({ versions }: Report): string {
  return Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
}

/** What the figures must be read with: machine, versions and day. */
export function headOf(report: Report): string {
  return `${describeMachine(report.machine)}; ${versionsOf(report)}; ${report.date}`;
}
