import { expect, test } from 'vitest';
import { seamless } from './seamless.js';

const RATE = 16_000;

test('the end runs into the beginning: the step over the seam is no larger than steps within', () => {
  const audio = Float32Array.from({ length: RATE }, (_, i) => Math.sin(i / 7.3 + 0.4));
  const loop = seamless(audio, RATE);
  const step = (i: number) => Math.abs(loop[(i + 1) % loop.length]! - loop[i]!);
  const within = Math.max(...Array.from({ length: 1000 }, (_, i) => step(2000 + i)));
  expect(Math.abs(audio[0]! - audio.at(-1)!)).toBeGreaterThan(2 * within);
  expect(step(loop.length - 1)).toBeLessThan(1.5 * within);
});

test('only the first 50 ms change, and as much is cut from the end', () => {
  const audio = Float32Array.from({ length: RATE }, (_, i) => Math.sin(i ** 1.1));
  const loop = seamless(audio, RATE);
  expect(loop.length).toBe(RATE - 800);
  expect(loop.subarray(800)).toEqual(audio.subarray(800, RATE - 800));
});

test('noise keeps its power over the seam', () => {
  let state = 1;
  const audio = Float32Array.from({ length: 4 * RATE }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 1_073_741_823.5 - 1;
  });
  const power = (part: Float32Array) => part.reduce((sum, x) => sum + x * x, 0) / part.length;
  const loop = seamless(audio, 4 * RATE);
  expect(power(loop.subarray(0, 3200)) / power(loop.subarray(3200))).toBeCloseTo(1, 1);
});

test('a very short sound gives up a quarter at most', () => {
  expect(seamless(new Float32Array(8), RATE).length).toBe(6);
});
