import { key, normal } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { tensorsOf } from '../in-steps.js';
import { drawWarp, warpShape } from './draw-warp.js';
import { warp } from './warp.js';

/** A change of speed of one sound, and its adjoint. */
function makeWarp(length: number, ratio: number) {
  const shape = warpShape(length, ratio, ratio);
  const apply = (x: tf.Tensor) => warp(x as tf.Tensor2D, tensorsOf(drawWarp(shape, [ratio])), shape);
  const row = (numbers: Float32Array) => tf.tensor2d(numbers, [1, length]);
  const read = (f: () => tf.Tensor) => tf.tidy(() => Float32Array.from(f().dataSync()));
  return {
    forward: (x: Float32Array) => read(() => apply(row(x))),
    adjoint: (dy: Float32Array) => read(() => tf.grad(apply)(tf.zeros([1, length]), row(dy))),
  };
}

const samples = 2001;
const centre = 1000;
/** A sine at a fraction of the Nyquist frequency. */
const sine = (fraction: number, ratio = 1) =>
  Float32Array.from({ length: samples }, (_, n) => Math.sin(Math.PI * fraction * ratio * (n - centre) + 0.3));

/** Error of the middle half in dB relative to the sine. */
function errorDb(fraction: number, ratio: number): number {
  const heard = makeWarp(samples, ratio).forward(sine(fraction));
  const expected = sine(fraction, ratio);
  let [error, power] = [0, 0];
  for (let n = centre - 250; n < centre + 250; n++) {
    error += (heard[n]! - expected[n]!) ** 2;
    power += expected[n]! ** 2;
  }
  return 10 * Math.log10(error / power);
}

describe.each([0.5, 0.94, 0.999, 1.0013, 1.03, 1.06, 1.5])('at ratio %d', (ratio) => {
  const edge = Math.min(1, 1 / ratio);
  test.each([0.01, 0.1, 0.3, 0.5, 0.7, 0.8])('errs by less than −75 dB at %d of the passband', (fraction) => {
    expect(errorDb(fraction * edge, ratio)).toBeLessThan(-75);
  });
});

test.each([1.5, 2, 4])('at ratio %d what would alias is cut by 75 dB', (ratio) => {
  const heard = makeWarp(samples, ratio).forward(sine(1.2 / ratio));
  for (let n = centre - 100; n < centre + 100; n++) expect(Math.abs(heard[n]!)).toBeLessThan(10 ** (-75 / 20));
});

test('a ratio of 1 is exact', () => {
  const noise = normal(key(1), samples);
  expect(makeWarp(samples, 1).forward(noise)).toEqual(noise);
});

test.each([0.25, 0.94, 1.06, 3.7])('the adjoint is exact at ratio %d: ⟨W x, y⟩ = ⟨x, Wᵀ y⟩', (ratio) => {
  for (const length of [1, 2, 3, 40, 997]) {
    const [x, y] = [normal(key(2), length), normal(key(3), length)];
    const warp = makeWarp(length, ratio);
    const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, v, i) => sum + v * b[i]!, 0);
    expect(dot(warp.forward(x), y)).toBeCloseTo(dot(x, warp.adjoint(y)), 4);
  }
});
