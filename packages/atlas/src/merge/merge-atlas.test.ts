import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { inMemory } from '@audiate/dataset/ranges';
import { expect, test } from 'vitest';
import { openAtlas } from '../open/open-atlas.js';
import { planAtlas } from '../plan/plan-atlas.js';
import { writePlan } from '../plan/plan-file.js';
import { openRows } from '../rows/open-rows.js';
import { UNIT_COLUMNS } from '../rows/unit-columns.js';
import type { UnitRow } from '../rows/unit-row.js';
import { writeRows } from '../rows/write-rows.js';
import { runAtlas } from '../run/run-atlas.js';
import { memoryStore } from '../testing/memory-store.js';
import { emptyFolder, smallAtlas } from '../testing/small-atlas.js';
import { mergeAtlas } from './merge-atlas.js';

const engine = 'wasm';
const INDEX = 'index.parquet';

test('over a merged atlas: a damaged chunk leaves what is there, another plan leaves no archive of the one before', async () => {
  const { folder, model } = await smallAtlas();
  await runAtlas(folder, model, { engine });
  const files = new Map<string, Uint8Array>();
  const out = memoryStore(files);
  const calls: string[] = [];
  const steps = { onBegin: async () => void calls.push('begin'), onWrite: async () => void calls.push('write') };
  await mergeAtlas(folder, out, steps);
  expect(calls).toEqual(['begin', 'write']);
  for (const name of ['map.parquet', 'speech.parquet', 'speech.tar', 'sounds/mine.tar']) {
    files.set(name, new TextEncoder().encode(name));
  }

  const before = new Map(files);
  await truncate(join(folder, 'chunks', '00002', 'chunk.tar'), 700);
  await expect(mergeAtlas(folder, out, steps)).rejects.toThrow(/chunks\/00002\/chunk\.tar in .* is damaged/);
  expect(files).toEqual(before);
  expect(calls).toEqual(['begin', 'write', 'begin']);

  // An index that claims more than archives of its own.
  const index = await openRows({ file: inMemory(files.get(INDEX)!), source: INDEX }, UNIT_COLUMNS);
  const [first, second, ...rest] = (await index.read()) as UnitRow[];
  const rows = [{ ...first!, soundFile: 'sounds/mine.tar' }, { ...second!, soundFile: '../plan.json' }, ...rest];
  files.set(INDEX, await writeRows(UNIT_COLUMNS, rows, index.facts()));
  files.set('../plan.json', new Uint8Array());
  const other = await emptyFolder();
  const settings = { steps: 1, seconds: 0.1, batch: 2, unitsPerChunk: 4, retentionDraws: 0 };
  await writePlan(other, await planAtlas(model, ['conv.0:2-3'], settings));
  await runAtlas(other, model, { engine });
  await mergeAtlas(other, out);
  expect([...files.keys()].sort()).toEqual(
    ['../plan.json', 'README.md', INDEX, 'sounds/00000.tar', 'sounds/mine.tar'].sort(),
  );
  expect((await openAtlas(out)).units).toHaveLength(2);

  files.set(INDEX, new TextEncoder().encode('damaged'));
  expect(await mergeAtlas(other, out)).toEqual({ units: 2, archives: 1 });
});
