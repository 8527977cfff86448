import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Row } from './row.ts';

/** The rows that a file of JSON lines holds; none where there is no file. A last line that a kill cut short is left out. */
export async function readRows<R = Row>(file: string): Promise<R[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as R];
    } catch {
      return [];
    }
  });
}

/** Adds rows to a file of JSON lines; a line that was cut short before is ended first. */
export async function appendRows<R = Row>(file: string, rows: readonly R[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await appendFile(file, `\n${rows.map((row) => JSON.stringify(row)).join('\n')}\n`);
}

/** What tells one measurement from another. */
export function keyOf({ setting, target, seed, steps }: Pick<Row, 'setting' | 'target' | 'seed' | 'steps'>): string {
  return JSON.stringify([setting, target, seed, steps]);
}
