import { key, normal } from '@audiate/core';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import FFT from 'fft.js';
import { expect, test } from 'vitest';
import { rms } from '../numbers/rms.js';
import { pink, pinkNoise } from './pink-noise.js';

const sampleRate = 16_000;

/** Mean power of the bins from one frequency to another. */
function power(sound: Float32Array, fromHz: number, toHz: number): number {
  const fft = new FFT(sound.length);
  const spectrum = fft.createComplexArray() as number[];
  fft.realTransform(spectrum, sound);
  const bin = (hz: number) => Math.round((hz * sound.length) / sampleRate);
  let sum = 0;
  for (let i = bin(fromHz); i < bin(toHz); i++) sum += spectrum[2 * i]! ** 2 + spectrum[2 * i + 1]! ** 2;
  return sum;
}

test('has the same energy in every octave, and none below 20 Hz', () => {
  const noise = pink(normal(key(3), 2 ** 18), sampleRate);
  const octaves = [100, 200, 400, 800, 1600, 3200].map((hz) => power(noise, hz, 2 * hz));
  for (const octave of octaves) expect(10 * Math.log10(octave / octaves[3]!)).toBeCloseTo(0, 0);
  expect(power(noise, 1, 19) / octaves[0]!).toBeLessThan(1e-9);
});

test('lies as far below the sound as it is told; silence stays silence', () => {
  const samples = 3000;
  const apply = pinkNoise({ snrDb: 20 }).bind({ model: toyModel(), batch: 2, samples });
  const tone = Float32Array.from({ length: 2 * samples }, (_, i) => (i < samples ? Math.sin(i / 3) : 0));
  const heard = tf.tidy(() => apply(tf.tensor2d(tone, [2, samples]), key(1), { step: 0, strength: 1 }).dataSync());
  const added = Float32Array.from(heard, (value, i) => value - tone[i]!);
  expect(20 * Math.log10(rms(tone.subarray(0, samples)) / rms(added.subarray(0, samples)))).toBeCloseTo(20, 3);
  expect(rms(added.subarray(samples))).toBe(0);
});
