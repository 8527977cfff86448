import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { seamlessLoop } from './seamless-loop.js';

const sampleRate = 1000;
/** Slow enough that neighbouring samples are near, with ends that do not meet. */
const audio = Float32Array.from({ length: 400 }, (_, i) => Math.sin(i / 37) * (1 + i / 400));
const steps = (sound: Float32Array) =>
  Array.from(sound, (value, i) => Math.abs(sound[(i + 1) % sound.length]! - value));

test('no step is larger round the seam than within the sound', () => {
  const within = Math.max(...steps(audio).slice(0, -1));
  expect(steps(audio).at(-1)!).toBeGreaterThan(10 * within);
  const looped = seamlessLoop(audio, { sampleRate, fadeMs: 100 });
  expect(looped).toHaveLength(300);
  expect(Math.max(...steps(looped))).toBeLessThan(2 * within);
  expect(looped.subarray(100)).toEqual(audio.subarray(100, 300));
});

test('fades 50 ms, or half of a shorter sound', () => {
  expect(seamlessLoop(audio, { sampleRate })).toHaveLength(350);
  expect(seamlessLoop(audio.subarray(0, 20), { sampleRate })).toHaveLength(10);
});

test.each([
  [{ fadeMs: 201 }, /fadeMs must be .* at most 200, got 201/],
  [{ fadeMs: 0 }, /fadeMs must be .* above 0/],
])('refuses %j', (options, message) => {
  expect(() => seamlessLoop(audio, { sampleRate, ...options })).toThrow(InputError);
  expect(() => seamlessLoop(audio, { sampleRate, ...options })).toThrow(message);
});

test('refuses three samples', () => {
  expect(() => seamlessLoop(new Float32Array(3), { sampleRate })).toThrow(/samples of a loop must be .* at least 4/);
});
