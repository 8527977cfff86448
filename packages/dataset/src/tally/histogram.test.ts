import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bucketRange, histogram } from './histogram.js';
import { quantilesOf } from './quantiles.js';

const float32 = fc.float({ noNaN: true, noDefaultInfinity: true });
const values = fc.array(fc.oneof(float32, fc.float({ min: -8, max: 8, noNaN: true })), {
  minLength: 1,
  maxLength: 200,
});
const sketched = (given: readonly number[]) => {
  const sketch = histogram(2);
  const bits = new Uint32Array(Float32Array.from(given).buffer);
  for (const one of bits) sketch.add(1, one);
  return sketch;
};

test('every value is in its bucket, buckets ascend, and quantiles keep the promised error', () => {
  fc.assert(
    fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
      const sorted = Float32Array.from(given).sort();
      const buckets = sketched(given).buckets(1);
      expect(buckets.count.reduce((a, b) => a + b)).toBe(given.length);
      expect([...buckets.bucket]).toEqual([...buckets.bucket].sort((a, b) => a - b));
      const ends = { min: sorted[0]!, max: sorted[sorted.length - 1]! };
      const found = quantilesOf(buckets, ends).quantile(share);
      const [low, high] = [Math.floor, Math.ceil].map((round) => sorted[round(share * (sorted.length - 1))]!);
      const error = (value: number) => Math.max(Math.abs(value) / 32, 2 ** -16);
      expect(found).toBeGreaterThanOrEqual(low! - error(low!));
      expect(found).toBeLessThanOrEqual(high! + error(high!));
    }),
    { numRuns: 300 },
  );
});

test('a single value lies within the range that its bucket names', () => {
  fc.assert(
    fc.property(float32, (value) => {
      const { bucket } = sketched([value]).buckets(1);
      const magnitude = Math.abs(value);
      if (magnitude < 2 ** -16) expect([...bucket]).toEqual([0]);
      else {
        const [from, to] = bucketRange(bucket[0]!);
        expect(magnitude).toBeGreaterThanOrEqual(from);
        expect(magnitude).toBeLessThan(to);
        expect(Math.sign(bucket[0]!)).toBe(Math.sign(value));
      }
    }),
  );
});

test('any split gives the same sketch, and the other unit stays empty', () => {
  fc.assert(
    fc.property(values, fc.nat(), (given, cut) => {
      const at = cut % given.length;
      const [left, right] = [sketched(given.slice(0, at)), sketched(given.slice(at))];
      right.addHistogram(left);
      expect(right.buckets(1)).toEqual(sketched(given).buckets(1));
      expect(right.buckets(0).bucket).toHaveLength(0);
    }),
  );
});

test('the share below a value', () => {
  const given = Array.from({ length: 1001 }, (_, i) => i / 100 - 5);
  const { share, quantile } = quantilesOf(sketched(given).buckets(1), { min: -5, max: 5 });
  for (const value of [-4.99, -2.5, -0.3, 0.7, 3.3, 4.9]) expect(share(value)).toBeCloseTo((value + 5) / 10, 2);
  expect([share(-5), share(-6), share(5.01), share(9)]).toEqual([0, 0, 1, 1]);
  expect([quantile(0), quantile(1)]).toEqual([-5, 5]);
  const nothing = quantilesOf(histogram(1).buckets(0), { min: Infinity, max: -Infinity });
  expect([nothing.quantile(0.5), nothing.share(0)]).toEqual([Number.NaN, Number.NaN]);
});
