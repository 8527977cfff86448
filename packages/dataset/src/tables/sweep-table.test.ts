import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { objectives, renderMany, type SavedSound, savedSounds } from '@audiate/core';
import { InputError } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sweepTable } from './sweep-table.js';

let folder: string;
let sounds: SavedSound[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audiate-table-'));
  const targets = [0, 1].map((unit) => objectives.channel('filters', unit));
  const options = { samples: 640, steps: 2, seed: 3, engine: 'cpu', folder } as const;
  for await (const _ of renderMany(toyModel(), targets, options));
  sounds = await savedSounds(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const rowsOf = (table: Uint8Array) => parquetReadObjects({ file: table.slice().buffer });

test('holds a row for each sound, what is not known as null', async () => {
  const { best: _, stopped: __, ...bare } = sounds[1]!;
  const rows = await rowsOf(sweepTable({ a: sounds, b: [{ ...bare, score: Number.NaN }] }));
  expect(rows.map(({ folder, name }) => [folder, name])).toEqual([
    ['a', 'channel-filters-0'],
    ['a', 'channel-filters-1'],
    ['b', 'channel-filters-1'],
  ]);
  expect(rows[1]).toMatchObject({
    target: 'channel(filters, 1)',
    score: sounds[1]!.score,
    best_step: sounds[1]!.best!.step,
    stopped: 'done',
    seed: 3n,
    item: 1,
    steps: 2,
    seconds: 640 / toyModel().sampleRate,
    engine: 'cpu',
  });
  expect(JSON.parse(rows[1]!.param)).toEqual(sounds[1]!.recipe.param);
  expect(rows[2]).toMatchObject({ score: null, best_score: null, best_step: null, stopped: null });
  expect((await rowsOf(sweepTable(sounds))).map(({ folder }) => folder)).toEqual(['', '']);
});

const python = (...code: string[]) => spawnSync('python3', ['-c', ...code], { encoding: 'utf8' });

test.runIf(python('import pyarrow.parquet').status === 0)('PyArrow reads the same', async () => {
  const file = join(folder, 'table.parquet');
  await writeFile(file, sweepTable(sounds));
  const code = 'import sys, json, pyarrow.parquet as p; print(json.dumps(p.read_table(sys.argv[1]).to_pylist()))';
  const { stdout, stderr } = python(code, file);
  expect(stderr).toBe('');
  const plain = (rows: object[]) => JSON.parse(JSON.stringify(rows, (_, v) => (typeof v === 'bigint' ? Number(v) : v)));
  expect(JSON.parse(stdout)).toEqual(plain(await rowsOf(sweepTable(sounds))));
});

test('needs sounds', () => {
  expect(() => sweepTable([])).toThrow(InputError);
  expect(() => sweepTable(undefined as never)).toThrow(/sweepTable takes sounds of savedSounds/);
});
