import { key, mirror, normal } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { noise } from './noise.js';
import type { Range } from './range.js';

const samples = 4096;
const batch = 16;
const audio = normal(key(2), batch * samples).map((v, i) => v * 10 ** -(Math.floor(i / samples) % 4));

const rms = (x: Float32Array) => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0) / x.length);
const item = (x: Float32Array, i: number) => x.slice(i * samples, (i + 1) * samples);

/** What was added to each item. */
function added(snrDb: Range, strength = 1, drawKey = key(1)): Float32Array[] {
  const apply = noise({ snrDb }).bind({ model: toyModel(), batch, samples });
  const heard = tf.tidy(() => {
    const out = apply(tf.tensor2d(audio, [batch, samples]), drawKey, { step: 0, strength });
    return Float32Array.from(out.dataSync());
  });
  return Array.from({ length: batch }, (_, i) =>
    item(
      heard.map((v, at) => v - audio[at]!),
      i,
    ),
  );
}

const ratioDb = (noises: Float32Array[]) => noises.map((x, i) => 20 * Math.log10(rms(item(audio, i)) / rms(x)));

test.each([-10, 0, 20, 40])('the measured ratio is %d dB as asked, at any level', (snrDb) => {
  for (const measured of ratioDb(added(snrDb))) expect(Math.abs(measured - snrDb)).toBeLessThan(0.5);
});

test('a range is drawn from evenly', () => {
  const measured = ratioDb(added([10, 20]));
  expect(Math.min(...measured)).toBeGreaterThan(9.5);
  expect(Math.max(...measured)).toBeLessThan(20.5);
  expect(measured.reduce((sum, v) => sum + v) / batch).toBeCloseTo(15, -0.5);
  expect(Math.max(...measured) - Math.min(...measured)).toBeGreaterThan(6);
});

test('strength multiplies the amplitude', () => {
  for (const measured of ratioDb(added(10, 0.1))) expect(Math.abs(measured - 30)).toBeLessThan(0.5);
});

test('is white: neighbours are uncorrelated', () => {
  const [first] = added(0);
  const correlation =
    first!.slice(1).reduce((sum, v, i) => sum + v * first![i]!, 0) / first!.reduce((s, v) => s + v * v, 0);
  expect(Math.abs(correlation)).toBeLessThan(0.06);
});

test('a mirrored key adds the opposite noise, where the ratio is fixed', () => {
  const [plain] = added(10);
  const [opposite] = added(10, 1, mirror(key(1)));
  for (let i = 0; i < samples; i++) expect(opposite![i]).toBeCloseTo(-plain![i]!, 5);
});

test('refuses ratios that are none', () => {
  expect(() => noise({ snrDb: Number.NaN })).toThrow(/noise snrDb must be .*got NaN/);
  expect(() => noise({ snrDb: [20, 10] })).toThrow(/swap them/);
  expect(() => noise({ snrDb: 500 })).toThrow(/at most 144, got 500/);
});
