import { mkdtemp, readFile, rm, stat, truncate, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { objectives } from '@audiate/core';
import { toyModel } from '@audiate/protocol/testing';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { type Batch, batchesOf } from './batches.ts';
import type { Bench } from './measure.ts';
import type { Target } from './panel.ts';
import type { Measured } from './record.ts';
import { resume } from './resume.ts';
import { evaluationOf } from './testing/evaluation.ts';

const model = toyModel() as unknown as Bench['model'];
const bench: Bench = { model, judges: {}, speech: [Float32Array.of(0.5, -0.5)] };
const settings = { steps: 4, seed: 1, engine: 'cpu' } as const;
const panel = [0, 1, 2, 3, 4, 5, 6, 7, 0, 1].map((unit, i): Target => {
  const layer = i < 8 ? 'filters' : 'energies';
  return { name: `${layer}:${unit}`, kind: 'channel', objective: objectives.channel(layer, unit) };
});
const batches = batchesOf(bench, panel, settings);
const root = await mkdtemp(join(tmpdir(), 'audiate-report-'));
afterAll(() => rm(root, { recursive: true }));

let folder: string;
let made: (readonly string[])[];
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'run-'));
  made = [];
});

const make = async (batch: Batch): Promise<Measured[]> => {
  made.push(batch.names);
  return batch.targets.map(({ name, kind }, i) => ({
    record: { target: name, kind, made: '2026-01-31', madeBy: 'node', evaluation: evaluationOf(), lanes: [] },
    audio: Float32Array.of(0.1 * i, 1.5, -1 / 3),
    sampleRate: 16_000,
  }));
};

test('eight targets are rendered side by side', () => {
  expect(batches.map(({ targets }) => targets.map(({ name }) => name))).toEqual([
    panel.slice(0, 8).map(({ name }) => name),
    ['energies:0', 'energies:1'],
  ]);
  expect(new Set(batches.flatMap(({ names }) => names)).size).toBe(10);
});

test('a second run makes nothing and has the same: every sample, and what JSON has no number for', async () => {
  const first = await resume(folder, batches, { make });
  expect(made).toEqual(batches.map(({ names }) => names));
  const told: boolean[] = [];
  const second = await resume(folder, batches, { make, onBatch: (_, found) => void told.push(found) });
  expect(made).toHaveLength(2);
  expect(told).toEqual([true, true]);
  expect(second).toEqual(first);
  expect(second[0]!.record.evaluation.naturalness.energyOutsideField).toBeNaN();
});

test('a run that was cut off goes on with the batch that is missing', async () => {
  const cut = async (batch: Batch) => {
    if (batch === batches[1]) throw new Error('killed');
    return make(batch);
  };
  await expect(resume(folder, batches, { make: cut })).rejects.toThrow('killed');
  const all = await resume(folder, batches, { make });
  expect(made).toEqual(batches.map(({ names }) => names));
  expect(all.map(({ record }) => record.target)).toEqual(panel.map(({ name }) => name));
});

test.each<[string, (name: string) => Promise<void>]>([
  ['a sound is missing', (name) => unlink(join(folder, `${name}.wav`))],
  ['a sound was cut', (name) => truncate(join(folder, `${name}.wav`), 20)],
  ['a record was cut', (name) => truncate(join(folder, `${name}.json`), 20)],
])('where %s its batch is made again, whole', async (_, damage) => {
  await resume(folder, batches, { make });
  const untouched = join(folder, `${batches[0]!.names[0]}.wav`);
  const { mtimeMs } = await stat(untouched);
  const name = batches[1]!.names[1]!;
  const before = await readFile(join(folder, `${name}.wav`));
  await damage(name);
  await resume(folder, batches, { make });
  expect(made.slice(2)).toEqual([batches[1]!.names]);
  expect(await readFile(join(folder, `${name}.wav`))).toEqual(before);
  expect((await stat(untouched)).mtimeMs).toBe(mtimeMs);
});

test('other settings, judges, speech or neighbours are other files', () => {
  const judges = { other: { ...model, fingerprint: 'another' } };
  const different = [
    batchesOf(bench, panel, { ...settings, steps: 5 }),
    batchesOf(bench, panel, { ...settings, seed: 2 }),
    batchesOf(bench, panel, { ...settings, engine: 'wasm' }),
    batchesOf({ ...bench, judges }, panel, settings),
    batchesOf({ ...bench, speech: [Float32Array.of(0.5, 0.5)] }, panel, settings),
    batchesOf({ ...bench, model: { ...model, fingerprint: 'another' } }, panel, settings),
    batchesOf(bench, [panel[0]!, ...panel.slice(2)], settings),
  ];
  const first = [batches, ...different].map(([batch]) => batch!.names[0]);
  expect(new Set(first).size).toBe(8);
  expect(batchesOf(bench, panel, settings)).toEqual(batches);
});
