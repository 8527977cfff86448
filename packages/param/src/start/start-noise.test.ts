import { key } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { startNoise } from './start-noise.js';

const rms = (x: Float32Array) => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0) / x.length);

test('every item has the RMS asked for and its own draw, whatever the batch', () => {
  const weights = Float64Array.from({ length: 50 }, (_, i) => i);
  const noise = startNoise(key(1), 2, weights, 0.3);
  expect(rms(noise.slice(0, 50))).toBeCloseTo(0.3, 6);
  expect(rms(noise.slice(50))).toBeCloseTo(0.3, 6);
  expect(noise.slice(0, 50)).not.toEqual(noise.slice(50));
  expect(noise[0]).toBeCloseTo(0, 12);
  expect(startNoise(key(1), 1, weights, 0.3)).toEqual(noise.slice(0, 50));
});

test('the RMS is 0.01 unless given', () => {
  expect(rms(startNoise(key(2), 1, new Float32Array(1000).fill(1)))).toBeCloseTo(0.01, 7);
});
