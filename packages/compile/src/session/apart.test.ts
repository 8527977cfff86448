import { expect, test } from 'vitest';
import { encodeApart, piecesOf } from './apart.js';

test('weights travel in pieces, each a copy of what stood there, read when its turn comes', () => {
  const small = Uint8Array.of(1, 2, 3);
  const large = Uint8Array.from({ length: 9 * 2 ** 20 }, (_, i) => i % 251);
  const read: string[] = [];
  const { model, weights } = encodeApart(({ location, append }) => {
    const begins = [
      append(small.length, () => {
        read.push('small');
        return small;
      }),
      append(large.length, () => {
        read.push('large');
        return large;
      }),
    ];
    expect(location).toBe('weights.bin');
    return Uint8Array.from(begins);
  });
  expect([...model]).toEqual([0, 8]);
  expect(weights.size).toBe(8 + large.length);
  expect(read).toEqual([]);
  const whole = new Uint8Array(weights.size);
  const pieces = piecesOf(weights);
  whole.set(pieces.next().value!.bytes, 0);
  expect(read).toEqual(['small']);
  let most = 0;
  for (const { begin, bytes } of pieces) {
    most = Math.max(most, bytes.length);
    expect(bytes.byteLength).toBe(bytes.buffer.byteLength);
    expect(bytes.buffer).not.toBe(large.buffer);
    whole.set(bytes, begin);
  }
  expect(most).toBe(4 * 2 ** 20);
  expect([...whole.subarray(0, 3)]).toEqual([...small]);
  expect(Buffer.compare(whole.subarray(8), large)).toBe(0);
});
