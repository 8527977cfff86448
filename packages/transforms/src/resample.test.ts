import { fold, key, mirror, uniform } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { type ResampleOptions, resample } from './resample.js';

const samples = 2001;
const centre = 1000;

function heard(options: ResampleOptions, audio: Float32Array, drawKey = key(1), strength = 1): Float32Array {
  const apply = resample(options).bind({ model: toyModel(), batch: 1, samples });
  return tf.tidy(() =>
    Float32Array.from(apply(tf.tensor2d(audio, [1, samples]), drawKey, { step: 0, strength }).dataSync()),
  );
}

/** A sine of `cycles` in the whole length, phase 0 at the centre. */
const sine = (cycles: number) =>
  Float32Array.from({ length: samples }, (_, n) => Math.sin((2 * Math.PI * cycles * (n - centre)) / samples));

/** The frequency of a sine in cycles: the strongest whole number, corrected by how its phase turns over 400 samples. */
function cyclesOf(audio: Float32Array): number {
  const correlate = (cycles: number, from: number) => {
    let [re, im] = [0, 0];
    for (let n = 0; n < 400; n++) {
      const value = audio[from + n]! * Math.sin((Math.PI * (n + 0.5)) / 400) ** 2;
      const angle = (2 * Math.PI * cycles * (from + n)) / samples;
      re += value * Math.cos(angle);
      im -= value * Math.sin(angle);
    }
    return { power: re * re + im * im, phase: Math.atan2(im, re) };
  };
  let guess = 50;
  for (let cycles = 50; cycles < 200; cycles++) {
    if (correlate(cycles, 800).power > correlate(guess, 800).power) guess = cycles;
  }
  const turns = (correlate(guess, 1000).phase - correlate(guess, 600).phase) / (2 * Math.PI);
  return guess + ((turns - Math.round(turns)) * samples) / 400;
}

test.each([0.8, 0.94, 1.06, 1.5])('at ratio %d a sine has that many times its frequency', (ratio) => {
  expect(cyclesOf(heard({ ratio }, sine(101)))).toBeCloseTo(101 * ratio, 3);
});

test('percent is drawn about the speed as it is; the mirrored key draws the opposite', () => {
  const faster = cyclesOf(heard({ percent: 6 }, sine(101)));
  const slower = cyclesOf(heard({ percent: 6 }, sine(101), mirror(key(1))));
  const drawn = uniform(fold(key(1), 0), 1, 0.94, 1.06)[0]!;
  expect(Math.abs(drawn - 1)).toBeGreaterThan(0.01);
  expect(faster / 101).toBeCloseTo(drawn, 5);
  expect(slower / 101).toBeCloseTo(2 - drawn, 5);
});

test('strength scales the change', () => {
  expect(cyclesOf(heard({ ratio: 1.1 }, sine(101), key(1), 0.5)) / 101).toBeCloseTo(1.05, 5);
});

test('the centre stays where it is, and what leaves is cut', () => {
  const pulse = (at: number) => Float32Array.from({ length: samples }, (_, n) => Math.exp(-(((n - at) / 10) ** 2)));
  const peak = (x: Float32Array) => x.indexOf(Math.max(...x));
  for (const ratio of [0.9, 1.1]) {
    expect(peak(heard({ ratio }, pulse(centre)))).toBe(centre);
    expect(peak(heard({ ratio }, pulse(centre + 495)))).toBe(centre + Math.round(495 / ratio));
  }
  expect(Math.max(...heard({ ratio: 0.5 }, pulse(1800)))).toBeLessThan(1e-3);
  expect(heard({ ratio: 2 }, sine(101)).slice(0, 450)).toEqual(new Float32Array(450));
});

test('items get draws of their own', () => {
  const apply = resample({ percent: 6 }).bind({ model: toyModel(), batch: 2, samples });
  const both = tf.tidy(() =>
    apply(tf.tile(tf.tensor2d(sine(101), [1, samples]), [2, 1]), key(1), { step: 0, strength: 1 }).dataSync(),
  );
  expect(both.slice(0, samples)).not.toEqual(both.slice(samples));
});

test.each<[unknown, RegExp]>([
  [{}, /resample takes ratio or percent, got neither/],
  [{ ratio: 1, percent: 1 }, /got both/],
  [{ ratio: 0 }, /resample ratio must be .*at least 0.25 and at most 4, got 0/],
  [{ ratio: [1.1, 0.9] }, /swap them/],
  [{ percent: 90 }, /resample percent must be .*at least -75 .*got -90/],
])('refuses %o', (options, message) => {
  expect(() => resample(options as ResampleOptions)).toThrow(message);
});
