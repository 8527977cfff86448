import { activations, type ModelAdapter } from '@audiate/core';
import { defineModel } from '@audiate/protocol';
import { tiny } from '@audiate/wav2vec2-tiny';
import { expect, test } from 'vitest';
import { bucketOf } from '../hearing/bucket.js';
import { mergeIndexes } from '../index-file/merge-indexes.js';
import type { CorpusClip } from './clip-source.js';
import { scan } from './scan.js';

/** Clips of as many lengths as there are, 0.05 to 1 s. */
const corpus = Array.from({ length: 40 }, (_, i): CorpusClip => {
  const length = 800 + Math.floor((15_200 * ((i * 17) % 40)) / 39) + (i % 7);
  const sound = Float32Array.from(
    { length },
    (_, t) => 0.3 * Math.sin(t * (0.03 + 0.01 * i)) + 0.1 * Math.sin(t * t * 1e-4 * (i + 1)),
  );
  return { file: `${i}`, sound };
});
const layers = ['conv.0', 'encoder.2'] as const;
const options = { layers, window: 1, topK: 3, sampled: 40 } as const;
const model = await tiny();

/** The model, and how often it is traced or run. */
function counting() {
  const counts = { forward: 0, padded: 0 };
  const counted = defineModel<keyof typeof model.layers & string>({
    ...model,
    forward: (audio, asked) => {
      counts.forward++;
      return model.forward(audio, asked as never);
    },
    forwardPadded: (audio, asked, padded) => {
      counts.padded++;
      return model.forwardPadded!(audio, asked as never, padded);
    },
  });
  return { counted: counted as unknown as ModelAdapter, counts };
}

test('40 clips of 40 lengths make few programs, and are heard to their last sample as each by itself', async () => {
  expect(new Set(corpus.map(({ sound }) => (sound as Float32Array).length)).size).toBe(40);
  const { counted, counts } = counting();
  const index = await scan(counted, corpus, { ...options, engine: 'onnxruntime' });
  const programs = new Set(corpus.map(({ sound }) => bucketOf((sound as Float32Array).length, 16_000))).size;
  expect(programs).toBeLessThanOrEqual(16);
  expect(counts).toEqual({ forward: 0, padded: programs });
  expect(index.facts.settings.grid).toBe(0);
  expect(index.facts.samples).toBe(corpus.reduce((sum, { sound }) => sum + (sound as Float32Array).length, 0));
  const values: number[] = [];
  for (const { sound } of corpus) {
    const { data, shape } = (await activations(model, sound as Float32Array, ['encoder.2'], { engine: 'wasm' }))[
      'encoder.2'
    ];
    for (let frame = 0; frame < shape[1]; frame++) values.push(data[frame * shape[2] + 5]!);
  }
  const unit = await index.unit('encoder.2', 5);
  expect(unit.count).toBe(values.length);
  expect(unit.mean).toBeCloseTo(values.reduce((a, b) => a + b) / values.length, 5);
  expect(unit.max).toBeCloseTo(Math.max(...values), 4);
  expect(unit.min).toBeCloseTo(Math.min(...values), 4);
});

test.each(['onnxruntime', 'wasm'] as const)('%s: any order and split give the same bytes', async (engine) => {
  const clips = corpus.slice(0, 12);
  const bytes = async (part: readonly CorpusClip[]) => (await scan(model, part, { ...options, engine })).bytes();
  const whole = await bytes(clips);
  expect(await bytes([...clips].reverse())).toEqual(whole);
  const parts = await Promise.all(
    [clips.slice(0, 5), clips.slice(5)].map((part) => scan(model, part, { ...options, engine })),
  );
  expect(await (await mergeIndexes([parts[1]!, parts[0]!])).bytes()).toEqual(whole);
});

test('in batches too what a window says does not depend on its neighbours, but for rounding', async () => {
  const units = async (part: readonly CorpusClip[]) =>
    (await scan(model, part, { ...options, batch: 2, engine: 'onnxruntime' })).units('encoder.2');
  const some = corpus.slice(0, 12);
  const [one, other] = [await units(some), await units([...some].reverse())];
  for (const [unit, { mean, max }] of one.entries()) {
    expect(other[unit]!.mean).toBeCloseTo(mean, 5);
    expect(other[unit]!.max).toBeCloseTo(max, 4);
  }
});

test('a wrapper with a forward of its own is heard by it, each length by itself', async () => {
  let heard = 0;
  const wrapper: ModelAdapter = {
    ...(model as unknown as ModelAdapter),
    forward: (audio, asked) => {
      heard++;
      return model.forward(audio, asked as never) as never;
    },
  };
  const few = corpus.slice(0, 3);
  const index = await scan(wrapper, few, { ...options, engine: 'onnxruntime' });
  expect(heard).toBe(3);
  expect(index.facts.settings.grid).toBe(0.1);
});
