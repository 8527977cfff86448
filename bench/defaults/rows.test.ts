import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Row } from './row.ts';
import { appendRows, keyOf, readRows } from './rows.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'audiate-rows-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const row = (target: string) => ({ setting: 'standard', target, seed: 1, steps: 64 }) as Row;

test('rows come back in order; there are none before the first', async () => {
  const file = join(folder, 'new', 'rows.jsonl');
  expect(await readRows(file)).toEqual([]);
  await appendRows(file, [row('IY'), row('AA')]);
  await appendRows(file, [row('S')]);
  expect((await readRows(file)).map(({ target }) => target)).toEqual(['IY', 'AA', 'S']);
});

test('a line that a kill cut short is left out, and spoils none after it', async () => {
  const file = join(folder, 'rows.jsonl');
  await appendRows(file, [row('IY')]);
  appendFileSync(file, '{"setting":"stand');
  await appendRows(file, [row('AA')]);
  expect((await readRows(file)).map(({ target }) => target)).toEqual(['IY', 'AA']);
});

test('a measurement is told by setting, target, seed and steps', () => {
  expect(keyOf(row('IY'))).toBe(keyOf({ ...row('IY'), score: 3 } as Row));
  expect(keyOf(row('IY'))).not.toBe(keyOf({ ...row('IY'), seed: 2 }));
});
