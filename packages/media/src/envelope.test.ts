import { expect, test } from 'vitest';
import { amplitudeRange, envelope } from './envelope.js';

test('many samples a column: none of them is lost', () => {
  const audio = Float32Array.from({ length: 10_000 }, (_, i) => Math.sin(i) * (i === 7_777 ? 9 : 1));
  const { low, high } = envelope(audio, 100);
  for (let column = 0; column < 100; column++) {
    const part = audio.subarray(100 * column, 100 * (column + 1));
    expect(low[column]).toBeLessThanOrEqual(Math.min(...part));
    expect(high[column]).toBeGreaterThanOrEqual(Math.max(...part));
  }
  expect(Math.max(...high)).toBe(Math.max(...audio));
});

test('few samples: straight lines between them, without a gap', () => {
  const { low, high } = envelope(Float32Array.of(0, 1, -1), 30);
  expect([low[0], high[4], low[9], high[10], high[29], low[29]].map((v) => Number(v!.toFixed(6)))).toEqual([
    0, 0.5, 0.9, 1, -1, -1,
  ]);
  for (let column = 1; column < 30; column++) {
    expect(low[column]!).toBeLessThanOrEqual(high[column - 1]! + 1e-6);
    expect(high[column]!).toBeGreaterThanOrEqual(low[column - 1]! - 1e-6);
  }
});

test('one sample is a flat line', () => {
  expect(envelope(Float32Array.of(0.25), 3)).toEqual({
    low: Float32Array.of(0.25, 0.25, 0.25),
    high: Float32Array.of(0.25, 0.25, 0.25),
  });
});

test('the amplitude axis holds the peak of either sign, and is 1 for silence', () => {
  expect(amplitudeRange(Float32Array.of(0.1, -2))).toBeCloseTo(2.16, 6);
  expect(amplitudeRange(new Float32Array(3))).toBe(1);
});
