import { expect, test } from 'vitest';
import { readChunks } from './chunks.js';

test('gives every chunk once, skips pad bytes, and tells a claim from what is there', () => {
  const header = 'RIFF\0\0\0\0WAVE';
  const file = Uint8Array.from(Buffer.from(`${header}abcd\x03\0\0\0xyz\0efgh\0\0\0\0data\x09\0\0\0??`, 'latin1'));
  const seen = [...readChunks(file)].map(({ id, claimedBytes, body }) => [id, claimedBytes, body.byteLength]);
  expect(seen).toEqual([
    ['abcd', 3, 3],
    ['efgh', 0, 0],
    ['data', 9, 2],
  ]);
});
