import { defineModel, type ModelAdapter } from '@audiate/core';
import type { NumberProbe } from '@audiate/dataset';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { agreement, ladder, type Rung } from './ladder.ts';
import { BIN_HZ, cyclesOf, TOP_HZ, type Voice } from './voice/voice.ts';

const SAMPLE_RATE = 16_000;
const FRAME = 320;

/** A model that knows the frequency of a tone: of a sine, the power of its slope is (2π hz)² that of itself. Its one channel is log2 of Hz. */
const model = defineModel<'octaves'>({
  name: 'tone',
  fingerprint: 'tone',
  sampleRate: SAMPLE_RATE,
  minSamples: FRAME,
  layers: {
    octaves: {
      channels: 1,
      hop: FRAME,
      offset: 0,
      receptiveField: FRAME,
      minSamples: FRAME,
      global: false,
      depth: 0,
    },
  },
  forward: (audio) => {
    const [batch, samples] = audio.shape;
    const frames = Math.floor(samples / FRAME);
    const octaves = tf.tidy(() => {
      const rows = tf.reshape(tf.slice(audio, [0, 0], [batch, frames * FRAME]), [batch, frames, FRAME]);
      const [later, sooner] = [1, 0].map((from) => tf.slice(rows, [0, 0, from], [batch, frames, FRAME - 1]));
      const power = (of: tf.Tensor) => tf.mean(tf.square(of), 2, true);
      const slope = tf.div(power(tf.sub(later!, sooner!)), tf.add(power(rows), 1e-30));
      const hz = tf.mul(tf.sqrt(slope), SAMPLE_RATE / (2 * Math.PI));
      return tf.div(tf.log(hz), Math.LN2) as tf.Tensor3D;
    });
    return { octaves };
  },
  dispose() {},
}) as unknown as ModelAdapter;

/** Reads the channel as it is. */
const probe: NumberProbe = {
  kind: 'numbers',
  layer: 'octaves',
  direction: Float32Array.of(1),
  map: { weights: Float32Array.of(1), intercept: 0 },
  clips: 2,
  groups: 2,
  folds: 2,
  lambda: 1,
  scores: [],
  labels: { mean: 7, deviation: 1 },
};

/** A voice whose harmonics fade so fast that it is all but a sine. */
function tone(): Voice {
  const samples = 3200;
  const hz = new Float64Array(samples).fill(150);
  const envelope = Float64Array.from({ length: TOP_HZ / BIN_HZ + 1 }, (_, bin) => Math.exp((-bin * BIN_HZ) / 25));
  return {
    sampleRate: SAMPLE_RATE,
    middleHz: 150,
    hz,
    cycles: cyclesOf(hz, SAMPLE_RATE),
    voiced: new Float64Array(samples).fill(1),
    rest: new Float32Array(samples),
    envelopes: [envelope],
    hopSamples: samples,
    binHz: BIN_HZ,
  };
}

test('a model that knows the pitch is climbed to the pitch that is asked for', async () => {
  const asked = [110, 230];
  const rungs = await ladder(model, probe, {
    values: asked.map(Math.log2),
    voices: { tone: tone() },
    seeds: [1, 2],
    starts: 2,
    steps: 24,
  });
  expect(rungs.map(({ voice, seed, asked: value }) => [voice, seed, Math.round(2 ** value)])).toEqual(
    [1, 2].flatMap((seed) => asked.map((hz) => ['tone', seed, hz])),
  );
  for (const { hz, asked: value } of rungs) expect(Math.abs(Math.log2(hz) - value)).toBeLessThan(0.06);
  for (const own of [1, 2]) expect(agreement(rungs.filter(({ seed }) => seed === own))).toBeCloseTo(1, 9);
});

test('agreement is by rank, of other measures too, and leaves out what has no pitch', () => {
  const rung = (asked: number, hz: number): Rung => ({ asked, hz, voice: 'a', seed: 1, audio: new Float32Array(1) });
  const rungs = [rung(0, 100), rung(1, 300), rung(2, 200), rung(3, Number.NaN)];
  expect(agreement(rungs)).toBeCloseTo(0.5, 9);
  expect(agreement(rungs, [3, 2, 1, Number.NaN])).toBeCloseTo(-1, 9);
});
