import { activations } from '@audiate/core';
import { toyModel } from '@audiate/protocol/testing';
import { beforeAll, expect, test } from 'vitest';
import { mergeIndexes } from '../index-file/merge-indexes.js';
import { toyCorpus } from '../testing/toy-corpus.js';
import type { CorpusClip, WindowOptions } from './clip-source.js';
import { scan } from './scan.js';

const model = toyModel();
const options = { layers: ['filters', 'energies'], engine: 'cpu', topK: 4, sampled: 8, window: 0.25, grid: 0 } as const;
const clips = toyCorpus(30);
const layer = 'filters';

/** Every activation of a layer, window by window, by the plain function. */
async function everything(corpus: readonly CorpusClip[]) {
  const windows: { file: string; start: number; frames: number[][] }[] = [];
  for (const { file, sound } of corpus) {
    const samples = (sound as () => Float32Array)();
    for (let start = 0; start < samples.length; start += 4000) {
      const piece = samples.slice(start, start + 4000);
      const { data, shape } = (await activations(model, piece, [layer], { engine: 'cpu' }))[layer];
      const frames = Array.from({ length: shape[1] }, (_, f) => [...data.slice(f * shape[2], (f + 1) * shape[2])]);
      windows.push({ file, start, frames });
    }
  }
  return windows;
}
let all: Awaited<ReturnType<typeof everything>>;
beforeAll(async () => {
  all = await everything(clips);
});

test('keeps what a look at everything finds', async () => {
  const index = await scan(model, clips, options);
  expect(index.stopped).toBe('done');
  expect(index.facts).toMatchObject({ clips: 30, windows: all.length, skipped: { count: 0 } });
  for (const unit of [0, 3, 7]) {
    const values = all.flatMap(({ frames }) => frames.map((frame) => frame[unit]!));
    const mean = values.reduce((a, b) => a + b) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1));
    const found = await index.unit(layer, unit);
    expect(found.count).toBe(values.length);
    expect(found.mean).toBeCloseTo(mean, 10);
    expect(found.deviation).toBeCloseTo(deviation, 10);
    expect(found.active).toBeCloseTo(values.filter((v) => v > 0).length / values.length, 12);
    expect([found.min, found.max]).toEqual([Math.min(...values), Math.max(...values)]);
    values.sort((a, b) => a - b);
    for (const share of [0.02, 0.3, 0.5, 0.9]) {
      const right = values[Math.round(share * (values.length - 1))]!;
      expect(Math.abs(found.quantile(share) - right)).toBeLessThan(Math.abs(right) * 0.035 + 0.002);
      expect(found.share(right)).toBeCloseTo(share, 1);
    }
    const best = all
      .map(({ file, start, frames }) => {
        const column = frames.map((frame) => frame[unit]!);
        const value = Math.max(...column);
        const frame = column.indexOf(value);
        return { file, value, frame, start: start / 16_000, seconds: (start + frame * 64 + 32) / 16_000 };
      })
      .sort((a, b) => b.value - a.value);
    expect(found.top).toHaveLength(4);
    for (const [i, moment] of found.top.entries()) expect(moment).toMatchObject(best[i]!);
    expect(found.bottom[0]!.value).toBe(values[0]);
    expect(found.sample).toHaveLength(8);
    for (const { file, start, value } of found.sample) {
      expect(best.find((one) => one.file === file && one.start === start)!.value).toBe(value);
    }
  }
});

test('moments carry label and transcript', async () => {
  const { top } = await (await scan(model, clips, options)).unit(layer, 2);
  for (const { file, label, transcript } of top) {
    const clip = clips.find((one) => one.file === file)!;
    expect({ label, transcript }).toEqual({ label: clip.label, transcript: clip.transcript });
  }
});

test('any order, any split and any grouping give the same bytes', async () => {
  const bytes = async (corpus: readonly CorpusClip[]) => (await scan(model, corpus, options)).bytes();
  const whole = await bytes(clips);
  expect(await bytes([...clips].reverse())).toEqual(whole);
  const parts = [clips.slice(0, 3), clips.slice(3, 17), clips.slice(17)];
  const [a, b, c] = await Promise.all(parts.map((part) => scan(model, part, options)));
  const merged = [
    await mergeIndexes([a!, b!, c!]),
    await mergeIndexes([c!, a!, b!]),
    await mergeIndexes([await mergeIndexes([b!, c!]), a!]),
    await mergeIndexes([b!, await mergeIndexes([c!, a!])]),
  ];
  for (const one of merged) expect(await one.bytes()).toEqual(whole);
  await expect(mergeIndexes([a!, await scan(model, parts[1]!, { ...options, topK: 3 })])).rejects.toThrow(
    /different settings/,
  );
});

test('a clip that cannot be heard is told and left out', async () => {
  const bad: CorpusClip[] = [
    { file: 'short', sound: new Float32Array(10) },
    { file: 'nan', sound: Float32Array.of(...new Array(100).fill(0), Number.NaN) },
    {
      file: 'gone',
      sound: async () => {
        throw new Error('ENOENT: no such file');
      },
    },
    { file: 'text', sound: 'hello' as unknown as Float32Array },
  ];
  const told: string[] = [];
  const mixed = [...bad.slice(0, 2), ...clips, ...bad.slice(2)];
  const index = await scan(model, mixed, { ...options, onSkip: ({ file }) => told.push(file) });
  expect(told.sort()).toEqual(['gone', 'nan', 'short', 'text']);
  expect(index.facts.clips).toBe(30);
  expect(index.facts.skipped.count).toBe(4);
  expect(index.facts.skipped.first.map(({ why }) => why)).toEqual([
    'ENOENT: no such file',
    'its sound must be finite, got NaN at sample 100',
    'it is 0.001 s long, toy needs 0.004 s',
    expect.stringMatching(/^its sound must be a Float32Array or a sound/),
  ]);
  const clean = await scan(model, clips, options);
  expect(await index.units(layer)).toEqual(
    await clean
      .units(layer)
      .then((units) => units.map((u) => ({ ...u, quantile: expect.any(Function), share: expect.any(Function) }))),
  );
  await expect(scan(model, bad, options)).rejects.toThrow(/none of 4 clips could be heard; gone: ENOENT/);
  await expect(scan(model, [], options)).rejects.toThrow(/the corpus has no clip/);
});

test('sounds at another rate are heard at the model’s, and their moments are in their own seconds', async () => {
  const samples = new Float32Array(48_000);
  for (let t = 0; t < 480; t++) samples[36_000 + t] = Math.sin((2 * Math.PI * 500 * t) / 48_000);
  const index = await scan(model, [{ file: 'click', sound: { samples, sampleRate: 48_000 } }], options);
  const [first] = (await index.unit('energies', 1)).top;
  expect(first!.seconds).toBeGreaterThan(0.748);
  expect(first!.seconds).toBeLessThan(0.762);
});

test('a clip that is read in windows is heard as the same clip whole, and as far as it can be read', async () => {
  const samples = new Float32Array(16_000 * 300 + 777).map((_, t) => Math.sin(t * (0.01 + t * 1e-8)));
  async function* windows({ sampleRate, seconds }: WindowOptions) {
    const length = seconds * sampleRate;
    for (let at = 0; at < samples.length; at += length) yield { samples: samples.slice(at, at + length), sampleRate };
  }
  const never = () => {
    throw new Error('read whole');
  };
  const rest = clips.slice(0, 3);
  const whole = await scan(model, [{ file: 'long', sound: samples }, ...rest], options);
  const pieces = await scan(model, [{ file: 'long', sound: never, windows }, ...rest], options);
  expect(await pieces.bytes()).toEqual(await whole.bytes());
  expect(whole.facts.samples).toBeGreaterThan(16_000 * 300);

  async function* broken(how: WindowOptions) {
    let read = 0;
    for await (const window of windows(how)) {
      if (read++ === 1000) throw new Error('the file is damaged at 250 s');
      yield window;
    }
  }
  const part = await scan(model, [{ file: 'long', sound: never, windows: broken }, ...rest], options);
  expect(part.facts).toMatchObject({
    clips: 4,
    skipped: { count: 1, first: [{ why: 'the file is damaged at 250 s' }] },
  });
  const cut = await scan(model, [{ file: 'long', sound: samples.slice(0, 4_000_000) }, ...rest], options);
  expect((await part.unit(layer, 2)).top).toEqual((await cut.unit(layer, 2)).top);
});

test('batches of equal lengths, and the engine that is compiled, find the same', async () => {
  const plain = await (await scan(model, clips, options)).units(layer);
  for (const more of [{ batch: 4 }, { engine: 'onnxruntime' }, { engine: 'onnxruntime', batch: 3 }] as const) {
    const other = await (await scan(model, clips, { ...options, ...more })).units(layer);
    for (const [unit, { mean, top }] of plain.entries()) {
      expect(other[unit]!.mean).toBeCloseTo(mean, 5);
      expect(other[unit]!.top.map(({ file, frame }) => [file, frame])).toEqual(
        top.map(({ file, frame }) => [file, frame]),
      );
    }
  }
});

test.each<[object, RegExp]>([
  [{ layers: [] }, /^layers must be a list of at least one layer name/],
  [{ layers: ['filter'] }, /^unknown layer of toy "filter"/],
  [{ topK: 0 }, /^topK must be a whole number at least 1/],
  [{ window: 0.001 }, /^window must be a finite number at least 0.004/],
  [{ grid: 1 }, /^grid must be .* at most 0.25, got 1; in seconds/],
  [{ windows: 3 }, /windows/],
])('refuses %o', async (wrong, message) => {
  await expect(scan(model, clips, { ...options, ...wrong })).rejects.toThrow(message);
});

test.each<[string, unknown, RegExp]>([
  ['a path', 'speech', /^clips must be a list of { file, sound }, got "speech"; clipsFrom reads/],
  ['one clip', clips[0], /^clips must be a list of { file, sound }, got an object/],
  ['a number as label', [{ ...clips[0], label: 3 }], /^the label of "clip-0000.wav" must be a text, got 3$/],
  ['bare samples', [new Float32Array(100)], /^clip 0 must be { file, sound } with a name for its file, got/],
])('refuses %s', async (_, wrong, message) => {
  await expect(scan(model, wrong as readonly CorpusClip[], options)).rejects.toThrow(message);
});
