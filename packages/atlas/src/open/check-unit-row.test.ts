import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { UNIT_COLUMNS } from '../rows/unit-columns.js';
import type { UnitRow } from '../rows/unit-row.js';
import { writeRows } from '../rows/write-rows.js';
import { emptyFolder } from '../testing/small-atlas.js';
import { SYNTHETIC_FACTS, syntheticRows, writeSyntheticAtlas } from '../testing/synthetic-atlas.js';
import { checkUnitRow } from './check-unit-row.js';
import { openAtlas } from './open-atlas.js';
import { openMap } from './open-map.js';

const SIZE = { units: 4, sounds: 1, layers: 1 };

test.each<[Partial<UnitRow>, RegExp]>([
  [{ recipe: 'x'.repeat(2 ** 20 + 1) }, /index\.parquet" has 1048577 letters for recipe, more than 1048576; merge/],
  [{ stopped: 'x'.repeat(1001) }, /has 1001 letters for stopped, more than 1000/],
  [{ bestStep: -1 }, /has the best step -1/],
  [{ item: -1 }, /has the item -1/],
])('a unit whose row is not that of a unit is refused, by atlas and map', async (change, message) => {
  const folder = await emptyFolder();
  await writeSyntheticAtlas(folder, SIZE);
  const { index } = await syntheticRows(SIZE);
  const rows = index.map((row, i) => (i === 2 ? { ...row, ...change } : row));
  await writeFile(join(folder, 'index.parquet'), await writeRows(UNIT_COLUMNS, rows, SYNTHETIC_FACTS));
  for (const open of [openAtlas, openMap]) {
    const { unit } = await open(folder);
    expect((await unit('encoder.0', 1)).curve).toHaveLength(64);
    await expect(unit('encoder.0', 2)).rejects.toThrow(message);
    await expect(unit('encoder.0', 2)).rejects.toBeInstanceOf(InputError);
  }
});

test.each([['7'], [undefined], [null], [[1]], [7n]])('a curve that holds %o is refused', async (other) => {
  const { index } = await syntheticRows(SIZE);
  const curve = [1, Number.NaN, other] as number[];
  expect(() => checkUnitRow({ ...index[0]!, curve }, 'here')).toThrow(/^the index "here" has a curve that holds /);
});

test('a curve is as long as the longest render at most', async () => {
  const { index } = await syntheticRows(SIZE);
  checkUnitRow({ ...index[0]!, curve: Array(1_000_000).fill(0) }, 'here');
  expect(() => checkUnitRow({ ...index[0]!, curve: Array(1_000_001).fill(0) }, 'here')).toThrow(
    'the index "here" has a curve of 1000001 numbers, more than 1000000; merge the plan again',
  );
});

test('what was not finite is no mistake, and a row that is missing is one', async () => {
  const { index } = await syntheticRows(SIZE);
  checkUnitRow({ ...index[0]!, bestScore: Number.NaN, curve: [Number.NaN] }, 'here');
  expect(() => checkUnitRow(undefined, 'here')).toThrow('the index "here" has fewer rows than it says');
});
