import { key, mirror, normal } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { type ReverbOptions, reverb } from './reverb.js';
import { heard, type Listening } from './testing/heard.js';

const click = (samples: number) => Float32Array.from({ length: samples }, (_, n) => (n === 0 ? 1 : 0));
const energy = (x: Float32Array) => x.reduce((sum, v) => sum + v * v, 0);
const response = (options: ReverbOptions, samples = 16_000, listening: Listening = {}) =>
  heard(reverb(options), [click(samples)], listening)[0]!;

test.each([0.2, 0.5])('the tail falls by 60 dB in %d s: backward integration (Schroeder 1965)', (seconds) => {
  for (const sampleRate of [8000, 16_000, 44_100]) {
    const tail = response({ seconds, directDb: 0 }, 2 * sampleRate, { sampleRate }).slice(1);
    const left = Float64Array.from(tail, (v) => v * v);
    for (let n = left.length - 2; n >= 0; n--) left[n]! += left[n + 1]!;
    const reached = (db: number) => left.findIndex((e) => 10 * Math.log10(e / left[0]!) < db) / sampleRate;
    // T20 of ISO 3382: from −5 to −25 dB, times three.
    expect(Math.abs((3 * (reached(-25) - reached(-5))) / seconds - 1)).toBeLessThan(0.1);
  }
});

test('the direct sound is 1, its energy as far above the tail as asked', () => {
  for (const directDb of [-6, 0, 12]) {
    const h = response({ seconds: 0.3, directDb });
    expect(h[0]).toBeCloseTo(1, 5);
    expect(-10 * Math.log10(energy(h.slice(1)))).toBeCloseTo(directDb, 2);
  }
});

test('is the convolution with its response, cut at the end', () => {
  const options = { seconds: 0.02, directDb: 3 };
  const audio = normal(key(3), 700);
  const h = response(options, 700);
  const [out] = heard(reverb(options), [audio]);
  for (let n = 0; n < 700; n++) {
    let sum = 0;
    for (let k = 0; k <= n; k++) sum += h[k]! * audio[n - k]!;
    expect(Math.abs(out![n]! - sum)).toBeLessThan(2e-5);
  }
});

test('each item has a room of its own; a mirrored key has the opposite tail', () => {
  const options = { seconds: 0.1, directDb: 6 };
  const [one, other] = heard(reverb(options), [click(2000), click(2000)]);
  const correlation = one!.slice(1).reduce((sum, v, i) => sum + v * other![i + 1]!, 0) / energy(one!.slice(1));
  expect(Math.abs(correlation)).toBeLessThan(0.15);
  const [twin] = heard(reverb(options), [click(2000)], { drawKey: mirror(key(1)) });
  for (let n = 1; n < 2000; n++) expect(twin![n]).toBeCloseTo(-one![n]!, 6);
});

test('strength multiplies the tail', () => {
  const options = { seconds: 0.1, directDb: 0 };
  const [whole, half] = [response(options, 1000), response(options, 1000, { strength: 0.5 })];
  expect(half[0]).toBeCloseTo(1, 6);
  for (let n = 1; n < 1000; n++) expect(half[n]).toBeCloseTo(whole[n]! / 2, 6);
});

test('one sample has no room for a tail', () => {
  expect(response({ seconds: 1, directDb: 0 }, 1)[0]).toBeCloseTo(1, 6);
});

test.each<[ReverbOptions, RegExp]>([
  [{ seconds: 0 }, /reverb seconds must be .*above 0 .*got 0/],
  [{ seconds: 300 }, /reverb seconds must be .*at most 15, got 300/],
  [{ seconds: 1, directDb: [5, 1] }, /swap them/],
])('refuses %o', (options, message) => {
  expect(() => reverb(options)).toThrow(message);
});
