import { key, normal } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { type SpectrumOptions, spectrum } from './spectrum.js';

const noise = normal(key(4), 3000).map((sample) => 0.1 * sample);
const largest = (x: Float32Array) => x.reduce((most, v) => Math.max(most, Math.abs(v)), 0);

function roundTrip(samples: number, options: SpectrumOptions, batch = 1): Float32Array {
  const bound = spectrum(options).bind({ model: toyModel(), samples, batch });
  const { data, shape } = bound.init(key(1)).coefficients!;
  return tf.tidy(() => Float32Array.from(bound.decode({ coefficients: tf.tensor(data, [...shape]) }).dataSync()));
}

/** Largest error relative to the audio's peak. */
function relativeError(decoded: Float32Array, audio: Float32Array): number {
  return largest(decoded.map((sample, i) => sample - audio[i]!)) / largest(audio);
}

test.each<SpectrumOptions>([
  { prior: 'flat' },
  { prior: Float32Array.of(1, 2, 0.1), preconditioning: 1 },
  { prior: 'pink', floorHz: 1, decay: 2 },
  { prior: 'speech', floorHz: 1, preconditioning: 1 },
])('%o decodes audio that has nothing below the floor to within 1e-6 of its peak', (options) => {
  // A whole number of periods in a power of two, so that no bin below the floor is touched.
  const audio = Float32Array.from({ length: 4096 }, (_, n) => 0.3 * Math.sin((2 * Math.PI * 40 * n) / 4096) ** 3);
  expect(relativeError(roundTrip(4096, { ...options, from: audio }), audio)).toBeLessThan(1e-6);
});

test('any audio of any length is kept where there is no floor', () => {
  expect(relativeError(roundTrip(3000, { prior: 'flat', from: noise }), noise)).toBeLessThan(1e-6);
});

test('loses what lies below the floor, and nothing else', () => {
  const tone = (hz: number) =>
    Float32Array.from({ length: 4096 }, (_, n) => 0.1 * Math.cos((2 * Math.PI * hz * n) / 16_000));
  const [kept, lost] = [tone(1000), tone(31.25)];
  const decoded = roundTrip(4096, { from: kept.map((sample, n) => sample + lost[n]!) });
  expect(relativeError(decoded, kept)).toBeLessThan(1e-6);
});

test('each item gets its own audio, or all one', () => {
  const other = noise.map((sample) => -sample);
  const many = roundTrip(3000, { prior: 'flat', from: [noise, other] }, 2);
  expect(relativeError(many.slice(0, 3000), noise)).toBeLessThan(1e-6);
  expect(relativeError(many.slice(3000), other)).toBeLessThan(1e-6);
  const one = roundTrip(3000, { from: noise }, 2);
  expect(one.slice(0, 3000)).toEqual(one.slice(3000));
});

test('audio at the level of speech starts from coefficients near an RMS of 0.01', () => {
  const { data } = spectrum({ from: noise }).bind({ model: toyModel(), samples: 3000, batch: 1 }).init(key(1))
    .coefficients!;
  const rms = Math.sqrt(data.reduce((sum, v) => sum + v * v, 0) / data.length);
  expect(rms).toBeGreaterThan(0.003);
  expect(rms).toBeLessThan(0.03);
});
