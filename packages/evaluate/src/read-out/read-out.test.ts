import { readFileSync } from 'node:fs';
import { type Activations, type Audio, InputError, joinModels, type ModelAdapter } from '@audiate/core';
import { readSound } from '@audiate/media';
import { defineModel } from '@audiate/protocol';
import { tiny, tinyB } from '@audiate/wav2vec2-tiny';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { readOut } from './read-out.js';

let a: Awaited<ReturnType<typeof tiny>>;
let b: Awaited<ReturnType<typeof tinyB>>;
beforeAll(async () => {
  [a, b] = [await tiny(), await tinyB()];
});

const recording = (name: string) => readSound(readFileSync(`fixtures/speech/cards/${name}`));
type Golden = Record<
  string,
  Record<string, { token: string; firstFrame: number; lastFrame: number; probability: number }[]>
>;
const golden = JSON.parse(readFileSync('fixtures/goldens/read-out.json', 'utf8')) as Golden;
const clips = Object.keys(golden.tiny!);

test('hears recorded speech as transformers reads it, in every frame (tools/goldens/read_out.py)', async () => {
  const sounds = await Promise.all(clips.map(recording));
  const read = await readOut(a, sounds, { judges: { tinyB: b } });
  for (const [i, clip] of clips.entries()) {
    const seconds = sounds[i]!.samples.length / 16_000;
    expect(read[i]!.map(({ name }) => name)).toEqual(['tiny', 'tinyB']);
    for (const { name, segments } of read[i]!) {
      const told = golden[name]![clip]!;
      expect(segments.map(({ token }) => token)).toEqual(told.map(({ token }) => token));
      for (const [n, { start, end, probability }] of segments.entries()) {
        // A frame of 20 ms around its centre: the middle of the 400 samples that it sees.
        expect(start).toBeCloseTo((told[n]!.firstFrame * 320 + 200 - 160) / 16_000, 9);
        expect(end).toBeCloseTo(Math.min(seconds, (told[n]!.lastFrame * 320 + 200 + 160) / 16_000), 9);
        expect(probability).toBeCloseTo(told[n]!.probability, 3);
      }
    }
  }
});

test('hears nothing in silence', async () => {
  expect(await readOut(a, new Float32Array(16_000), { judges: { tinyB: b } })).toEqual([
    [
      { name: 'tiny', segments: [] },
      { name: 'tinyB', segments: [] },
    ],
  ]);
});

test('models that were joined are listeners each by its name, and hear as they do alone', async () => {
  const sound = await recording('003.wav');
  const [joined] = await readOut(joinModels({ one: a, two: b }), sound);
  const [alone] = await readOut(a, sound, { judges: { two: b } });
  expect(joined!.map(({ name }) => name)).toEqual(['one', 'two']);
  for (const i of [0, 1]) {
    expect(joined![i]!.segments.map(({ token, start, end }) => [token, start, end])).toEqual(
      alone![i]!.segments.map(({ token, start, end }) => [token, start, end]),
    );
  }
});

test('bare samples are at the rate of the first model, for a judge of another rate too', async () => {
  const { samples } = await recording('001.wav');
  const halved = Float32Array.from(
    { length: samples.length >> 1 },
    (_, i) => (samples[2 * i]! + samples[2 * i + 1]!) / 2,
  );
  const [lanes] = await readOut(classifier('yes', 8_000), halved, { judges: { tiny: a } });
  expect(lanes![1]!.segments.at(-1)!.end).toBeGreaterThan(0.8);
  expect(lanes![1]!.segments.at(-1)!.end).toBeLessThan(samples.length / 16_000);
});

/** A classifier that says one of 'yes' and 'no' of the whole clip, with logits 2 and 0. */
function classifier(answer: 'yes' | 'no', sampleRate = 16_000): ModelAdapter {
  const scores = answer === 'yes' ? [2, 0] : [0, 2];
  return defineModel<string>({
    name: 'classifier',
    fingerprint: answer,
    sampleRate,
    minSamples: 10,
    layers: {
      classifier: {
        depth: 0,
        channels: 2,
        hop: Number.POSITIVE_INFINITY,
        offset: 0,
        receptiveField: Number.POSITIVE_INFINITY,
        minSamples: 10,
        global: true,
        vocabulary: ['yes', 'no'],
      },
    },
    forward<K extends string>(audio: Audio) {
      const classifier = tf.tile(tf.tensor3d(scores, [1, 1, 2]), [audio.shape[0], 1, 1]);
      return { classifier } as unknown as Activations<K>;
    },
    dispose() {},
  });
}

test("a classifier's label holds the whole clip", async () => {
  const [lanes] = await readOut(classifier('no'), new Float32Array(8_000));
  expect(lanes).toEqual([
    {
      name: 'classifier',
      segments: [{ token: 'no', start: 0, end: 0.5, probability: expect.closeTo(1 / (1 + Math.exp(-2)), 6) }],
    },
  ]);
});

test.each<[string, () => unknown, RegExp]>([
  [
    'a model without labels',
    () => readOut(unlabelled(), new Float32Array(640)),
    /needs a layer with labels; plain has none/,
  ],
  [
    'no model',
    () => readOut(undefined as never, new Float32Array(640)),
    /^readOut needs a model, got undefined; load one/,
  ],
  [
    'a judge that is none',
    () => readOut(a, new Float32Array(640), { judges: { other: 'x' as never } }),
    /^judge "other" of readOut must be a model, got "x"/,
  ],
  ['judges in a list', () => readOut(a, new Float32Array(640), { judges: [b] as never }), /must be models by name/],
  ['a mistyped option', () => readOut(a, new Float32Array(640), { judge: {} } as never), /do you mean judges\?/],
  ['no sound', () => readOut(a, 'clip.wav' as never), /^audio must be a Float32Array/],
  ['a sound that is too short', () => readOut(a, new Float32Array(10)), /length of audio 0 in samples/],
])('refuses %s', async (_, attempt, message) => {
  const failure = await Promise.resolve(attempt()).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(InputError);
  expect((failure as Error).message).toMatch(message);
});

function unlabelled(): ModelAdapter {
  const { classifier: layer } = classifier('yes').layers;
  const { vocabulary: _, ...info } = layer!;
  return defineModel({ ...classifier('yes'), name: 'plain', layers: { classifier: info } });
}
