import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashNumbers } from './hash-numbers.js';

test('any single bit, any swap of two numbers, and any length make another hash', () => {
  const start = Float32Array.from({ length: 40 }, (_, i) => Math.sin(i + 1));
  const seen = new Set([hashNumbers(start), hashNumbers(start.subarray(1)), hashNumbers(new Float32Array(0))]);
  for (let i = 0; i < start.length; i++) {
    for (let bit = 0; bit < 32; bit++) {
      const changed = start.slice();
      new Uint32Array(changed.buffer)[i]! ^= 1 << bit;
      seen.add(hashNumbers(changed));
    }
    const swapped = start.slice();
    [swapped[0], swapped[i]] = [swapped[i]!, swapped[0]!];
    if (i > 0) seen.add(hashNumbers(swapped));
  }
  expect(seen.size).toBe(3 + 40 * 32 + 39);
});

test('is 16 hex digits and depends on the numbers alone', () => {
  fc.assert(
    fc.property(fc.float32Array(), (numbers) => {
      const hash = hashNumbers(numbers);
      const moved = new Float32Array(numbers.length + 3).subarray(3);
      moved.set(numbers);
      return /^[0-9a-f]{16}$/.test(hash) && hashNumbers(moved) === hash;
    }),
  );
});
