import { pitch } from '@audiate/dataset';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { analyse } from './analyse.ts';
import { resing } from './resing.ts';
import { VOWELS, vowel } from './vowel.ts';

const SAMPLE_RATE = 16_000;
const FRAMES = { first: 200, hop: 320 };
const column = (...values: number[]) => tf.tensor2d(values, [values.length, 1]);
const schwa = vowel(VOWELS.schwa, { seconds: 0.1, sampleRate: SAMPLE_RATE });

/** Two halves of a clip: a vowel that glides, as a voice was recorded, and noise. */
function clip(): Float32Array {
  let [noise, phase] = [1, 0];
  return Float32Array.from({ length: 8000 }, (_, i) => {
    noise = (noise * 16_807) % 2_147_483_647;
    if (i >= 4000) return 0.1 * (noise / 2 ** 30 - 1);
    phase += (120 + i / 100) / SAMPLE_RATE;
    return 0.1 * [1, 2, 3, 4, 5, 6].reduce((sum, n) => sum + Math.cos(2 * Math.PI * n * phase) / n, 0);
  });
}

/** The formula of `resing` as it stands there, with the phases in the middles of frames as they are at `heldAt`. */
function written(
  voice: typeof schwa,
  { pitch: p, tract: v, heldAt }: { pitch: number; tract: number; heldAt: number },
) {
  return Float64Array.from(voice.hz, (hz, i) => {
    const at = Math.round((i - FRAMES.first) / FRAMES.hop) * FRAMES.hop + FRAMES.first;
    const held = voice.cycles[Math.min(voice.hz.length - 1, Math.max(0, at))]!;
    const cycles = 2 ** heldAt * held + 2 ** p * (voice.cycles[i]! - held);
    const top = (voice.envelopes[0]!.length - 1) * voice.binHz;
    let sum = 0;
    for (let n = 1; (n * 2 ** p * hz) / 2 ** v < top; n++) {
      const bin = (n * 2 ** p * hz) / 2 ** v / voice.binHz;
      const [from, to] = [0, 1].map((more) => voice.envelopes[0]![Math.floor(bin) + more]!) as [number, number];
      sum += (from + (to - from) * (bin - Math.floor(bin))) * Math.cos(2 * Math.PI * n * cycles);
    }
    return voice.rest[i]! + voice.voiced[i]! * 2 ** (p / 2) * sum;
  });
}

test('the sound is the sum that is written', () => {
  const heard = resing(schwa, { pitch: column(0.31, -0.4), tract: column(0.1, -0.2) }, FRAMES).arraySync();
  for (const [item, [p, v]] of [
    [0.31, 0.1],
    [-0.4, -0.2],
  ].entries()) {
    const wanted = written(schwa, { pitch: p!, tract: v!, heldAt: p! });
    const furthest = wanted.reduce((most, value, i) => Math.max(most, Math.abs(value - heard[item]![i]!)), 0);
    expect(furthest).toBeLessThan(1e-5);
  }
});

test.each([
  [0.3125, 0.125],
  [-0.375, -0.25],
  [0.0625, 0],
])('slopes at %d octaves of pitch and %d of the tract are finite differences', (p, v) => {
  const weights = Float32Array.from({ length: schwa.hz.length }, (_, i) => Math.sin(i * i));
  const loss = (pitch: tf.Tensor, tract: tf.Tensor) =>
    tf.sum(tf.mul(resing(schwa, { pitch, tract } as never, FRAMES), tf.tensor2d(weights, [1, weights.length])));
  const [byPitch, byTract] = tf
    .grads(loss)([column(p), column(v)])
    .map((slope) => slope.dataSync()[0]!);
  const dot = (at: { pitch: number; tract: number }) =>
    written(schwa, { ...at, heldAt: p }).reduce((sum, value, i) => sum + value * weights[i]!, 0);
  /** So small that next to no harmonic passes from one bin of the envelope to the next, where it has a kink. */
  const step = 1e-8;
  const slope = (one: 'pitch' | 'tract') => {
    const at = (by: number) => dot({ pitch: p, tract: v, [one]: (one === 'pitch' ? p : v) + by });
    return (at(step) - at(-step)) / (2 * step);
  };
  expect(byPitch! / slope('pitch')).toBeCloseTo(1, 3);
  expect(byTract! / slope('tract')).toBeCloseTo(1, 3);
});

test('a clip that was taken apart is itself again where it has no pitch, and has the pitch that it is given where it has one', () => {
  const samples = clip();
  const voice = analyse({ samples, sampleRate: SAMPLE_RATE });
  const again = (octaves: number) =>
    resing(voice, { pitch: column(octaves), tract: column(0) }, FRAMES).dataSync() as Float32Array;
  expect(again(0.5).slice(5000)).toEqual(samples.slice(5000));
  for (const octaves of [-0.5, 0, 0.7]) {
    const { medianHz } = pitch({ samples: again(octaves), sampleRate: SAMPLE_RATE });
    expect(medianHz / (voice.middleHz * 2 ** octaves)).toBeCloseTo(1, 1);
  }
  const power = (sound: Float32Array) => sound.slice(500, 3500).reduce((sum, x) => sum + x * x, 0);
  expect(power(again(0)) / power(samples)).toBeCloseTo(1, 0.7);
});

test('a vowel has the vibrato and the formants that it is given', () => {
  const { hz, envelopes, binHz } = vowel(VOWELS.IY, { seconds: 1, sampleRate: SAMPLE_RATE });
  expect(hz.reduce((a, b) => Math.max(a, b)) / hz.reduce((a, b) => Math.min(a, b))).toBeCloseTo(1.08 / 0.92, 3);
  const level = (own: number) => envelopes[0]![Math.round(own / binHz)]! * Math.max(own, 150);
  expect(level(280)).toBeGreaterThan(5 * level(1200));
  expect(level(2280)).toBeGreaterThan(5 * level(1200));
});
