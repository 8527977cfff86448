import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeWav } from '@audiate/media';
import { toyModel } from '@audiate/protocol/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAudio } from '../audio/read-audio.js';
import { clipsFrom } from '../clips/clips-from.js';
import { readerOf } from '../clips/read-clip.js';
import type { Moment } from '../index-file/dataset-index.js';
import { layerFacts } from '../index-file/facts.js';
import type { CorpusClip } from '../scan/clip-source.js';
import { scan } from '../scan/scan.js';
import { sparseWav } from '../testing/sparse-wav.js';
import { type Cut, cutExamples } from './cut-examples.js';
import { examples } from './examples.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'audiate-cuts-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const cutting = {
  layer: layerFacts(toyModel(), 'filters'),
  sampleRate: 16_000,
  seconds: 0.01,
  hearing: undefined,
};
const moment = (start: number, more: Partial<Moment> = {}): Moment => ({
  file: 'a',
  seconds: start,
  value: 1,
  frame: 0,
  start,
  length: 0.25,
  ...more,
});

test('of a clip that is too long to be held whole moments are shown', async () => {
  const hours = 4.7 * 3600;
  const values = Uint8Array.from({ length: 4_000 }, (_, i) => 64 + (i % 128));
  const file = sparseWav(folder, hours * 16_000, { at: 60 * 16_000, values });
  await expect(readAudio(file)).rejects.toThrow('too many to hold');
  const moments = [moment(60), moment(1)];
  const found = await cutExamples({ file: 'a', ...readerOf(file) }, moments, cutting);
  const { sound } = (found.get(moments[0]!) as { cut: Cut }).cut;
  expect(sound.sampleRate).toBe(16_000);
  expect([...sound.samples]).toEqual(Array.from({ length: 160 }, (_, i) => (64 + (i % 128) - 128) / 128));
  expect((found.get(moments[1]!) as { cut: Cut }).cut.sound.samples).toEqual(new Float32Array(160).fill(-1));
});

test('a clip is read once for all its moments, up to the last of them, and let go before the next is read', async () => {
  const told: string[] = [];
  const corpus = ['a', 'b', 'c'].map((file): CorpusClip => {
    const samples = Float32Array.from({ length: 16_000 }, (_, t) => Math.sin(t * 0.05) * (file === 'b' ? 0.4 : 0.5));
    return {
      file,
      sound: () => {
        throw new Error('it is read in windows');
      },
      async *windows({ seconds, sampleRate }) {
        told.push(`open ${file}`);
        try {
          // One buffer for all pieces, as a reader may have it.
          const piece = new Float32Array(1_000);
          const pieces = seconds === 5 ? 100 : 16;
          for (let i = 0; i < pieces; i++) {
            piece.set(samples.subarray((i % 16) * 1_000, (i % 16) * 1_000 + 1_000));
            yield { samples: piece, sampleRate };
            if (seconds === 5) told.push(`${file} ${i}`);
          }
        } finally {
          told.push(`close ${file}`);
        }
      },
    };
  });
  const index = await scan(toyModel(), corpus, { layers: ['filters'], engine: 'cpu', window: 0.25, grid: 0 });
  told.length = 0;
  const options = { layer: 'filters', unit: 3, count: 4, clips: corpus, seconds: 0.05 };
  const { top, middle, bottom } = await examples(index, options);
  const all = [...top, ...middle, ...bottom];
  expect(all.length).toBeGreaterThan(6);
  for (const { file, cut, why } of all) {
    expect(why).toBeUndefined();
    const { samples } = cut!.sound;
    const from = Math.round(cut!.from * 16_000);
    const amplitude = file === 'b' ? 0.4 : 0.5;
    expect(samples).toEqual(Float32Array.from(samples, (_, i) => Math.sin((from + i) * 0.05) * amplitude));
  }
  const files = [...new Set(all.map(({ file }) => file))].sort();
  expect(told.filter((line) => /^(open|close)/.test(line))).toEqual(
    files.flatMap((file) => [`open ${file}`, `close ${file}`]),
  );
  // A second of a hundred pieces, of which the last ones are never asked for.
  expect(told.filter((line) => /^[abc] \d+$/.test(line)).length).toBeLessThan(16 * files.length);
});

test('a file at another rate: the cut has its own rate, and the curve the very values that were scanned', async () => {
  const samples = Float32Array.from(
    { length: 3 * 44_100 },
    (_, t) => 0.5 * Math.sin(0.02 * t) * Math.cos(2e-6 * t * t) + 0.1 * Math.sin(1.7 * t),
  );
  writeFileSync(join(folder, 'other-rate.wav'), encodeWav(samples, { sampleRate: 44_100, format: 'float32' }));
  const clips = clipsFrom(join(folder, 'other-rate.wav'));
  const model = toyModel();
  const index = await scan(model, clips, { layers: ['filters'], engine: 'cpu', window: 0.25 });
  const { top } = await examples(index, { layer: 'filters', unit: 2, clips, model, engine: 'cpu', seconds: 0.1 });
  expect(top).toHaveLength(5);
  for (const { cut, value } of top) {
    expect(cut!.sound).toMatchObject({ sampleRate: 44_100, samples: { length: 4_410 } });
    const from = Math.round(cut!.from * 44_100);
    expect(cut!.sound.samples).toEqual(samples.slice(from, from + 4_410));
    expect(Math.max(...cut!.curve!.map((point) => point.value))).toBe(value);
  }
});

test('a clip that breaks off is told for the moments behind, and shown for those before', async () => {
  const clip: CorpusClip = {
    file: 'a',
    sound: new Float32Array(0),
    async *windows() {
      yield { samples: new Float32Array(8_000).fill(0.5), sampleRate: 16_000 };
      throw new Error('it is damaged');
    },
  };
  const moments = [moment(0.3), moment(0)];
  const found = await cutExamples(clip, moments, cutting);
  expect(found.get(moments[0]!)).toEqual({ why: 'it is damaged' });
  expect(found.get(moments[1]!)).toMatchObject({ cut: { from: 0 } });
});
