import { activations } from '@audiate/core';
import { toyModel } from '@audiate/protocol/testing';
import { beforeAll, expect, test } from 'vitest';
import { type ScanResult, scan } from '../scan/scan.js';
import { toyCorpus } from '../testing/toy-corpus.js';
import { examples } from './examples.js';

const model = toyModel();
const clips = toyCorpus(40);
let index: ScanResult;
beforeAll(async () => {
  index = await scan(model, clips, { layers: ['filters'], engine: 'cpu', window: 0.25, grid: 0 });
});

test('top, middle and bottom are in their order, and none is two of them', async () => {
  const { record, top, middle, bottom } = await examples(index, { layer: 'filters', unit: 3, count: 4 });
  for (const kind of [top, middle, bottom]) expect(kind).toHaveLength(4);
  const values = (kind: typeof top) => kind.map(({ value }) => value);
  expect(values(top)).toEqual(values(top).sort((a, b) => b - a));
  expect(values(bottom)).toEqual(values(bottom).sort((a, b) => a - b));
  const sample = record.sample.map(({ value }) => value);
  for (const value of values(middle)) {
    expect(value).toBeLessThan(values(top)[3]!);
    const rank = sample.indexOf(value) / sample.length;
    expect(rank).toBeGreaterThan(0.3);
    expect(rank).toBeLessThan(0.7);
  }
  expect(top[0]).not.toHaveProperty('cut');
});

test('the cut holds what the frame sees, and the curve peaks there with the value of the index', async () => {
  const { top } = await examples(index, { layer: 'filters', unit: 3, clips, model, engine: 'cpu', seconds: 0.05 });
  for (const { file, value, seconds, cut } of top) {
    const samples = (clips.find((one) => one.file === file)!.sound as () => Float32Array)();
    const { sound, from, field, curve } = cut!;
    expect(sound.samples).toHaveLength(800);
    expect(sound.samples).toEqual(samples.slice(Math.round(from * 16_000), Math.round(from * 16_000) + 800));
    const [first, last] = field.map((time) => Math.round((from + time) * 16_000));
    expect(last! - first!).toBe(64);
    const alone = (await activations(model, samples.slice(first, last), ['filters'], { engine: 'cpu' })).filters;
    expect(alone.data[3]).toBe(value);
    const peak = curve!.reduce((a, b) => (b.value > a.value ? b : a));
    expect(peak.value).toBe(value);
    expect(from + peak.seconds).toBeCloseTo(seconds, 9);
    expect(curve!.length).toBeGreaterThan(8);
  }
});

test('a sound that is gone is told, one at another rate is cut at its own', async () => {
  const { top } = await examples(index, { layer: 'filters', unit: 1, count: 3 });
  const [first, second, third] = top.map(({ file }) => file);
  const now = clips.flatMap((clip) => {
    if (clip.file === first) return [];
    if (clip.file === second) {
      const read = () => {
        throw new Error('it is damaged');
      };
      return [{ ...clip, sound: read }];
    }
    if (clip.file !== third) return [clip];
    const samples = (clip.sound as () => Float32Array)();
    const doubled = Float32Array.from({ length: 2 * samples.length }, (_, i) => samples[i >> 1]!);
    return [{ ...clip, sound: { samples: doubled, sampleRate: 32_000 } }];
  });
  const found = await examples(index, { layer: 'filters', unit: 1, count: 3, clips: now, seconds: 0.1 });
  expect(found.top[0]!.why).toBe('the clips have none of this name');
  expect(found.top[1]!.why).toBe('it is damaged');
  expect(found.top[2]!.cut!.sound).toMatchObject({ sampleRate: 32_000, samples: { length: 3200 } });
});

test('a clip that has become shorter is told, also where the model hears it again; the others are as they were', async () => {
  const { top } = await examples(index, { layer: 'filters', unit: 1, count: 3 });
  const now = clips.map((clip) => {
    if (clip.file !== top[0]!.file) return clip;
    return { ...clip, sound: () => (clip.sound as () => Float32Array)().subarray(0, 100) };
  });
  for (const more of [{}, { model, engine: 'cpu' } as const]) {
    const found = await examples(index, { layer: 'filters', unit: 1, count: 3, clips: now, ...more });
    expect(found.top[0]).not.toHaveProperty('cut');
    expect(found.top[0]!.why).toMatch(
      /^it is 0.006 s long, its window was from [\d.]+ to [\d.]+ s; it is not the clip that was scanned$/,
    );
    expect(found.top[2]!.cut).toBeDefined();
  }
});

test.each<[object, RegExp]>([
  [{ layer: 'energies' }, /^unknown layer of the index "energies"; choose from filters$/],
  [{ unit: 8 }, /^unit of filters must be a whole number at least 0 and at most 7, got 8$/],
  [{ count: 0 }, /^count must be/],
  [
    { clips, model: toyModel({ channels: 9 }) },
    /^the index was made with toy \(toy-8\), got toy \(toy-9\); pass that model$/,
  ],
])('refuses %o', async (wrong, message) => {
  await expect(examples(index, { layer: 'filters', unit: 0, ...wrong })).rejects.toThrow(message);
});
