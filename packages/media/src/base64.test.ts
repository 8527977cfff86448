import { expect, test } from 'vitest';
import { fromBase64, toBase64 } from './base64.js';

test.each([0, 1, 2, 3, 0x7fff, 0x8000, 0x8001, 200_000])('agrees with Buffer on %i bytes', (length) => {
  const bytes = Uint8Array.from({ length }, (_, i) => (i * 37) & 255);
  expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
  expect(Buffer.from(fromBase64(toBase64(bytes))).equals(Buffer.from(bytes))).toBe(true);
});
