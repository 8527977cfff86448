import { expect, test } from 'vitest';
import { chunk, riff, wav } from '../testing/wav-bytes.js';
import { isAllChunks, openRiff } from './chunks.js';
import { decodeWav } from './decode.js';

const seen = (file: Uint8Array) =>
  [...openRiff(file).chunks].map(({ id, claimedBytes, body }) => [id, claimedBytes, body.byteLength]);

test('gives every chunk once, skips pad bytes, and tells a claim from what is there', () => {
  const file = wav(chunk('abcd', [1, 2, 3]), chunk('efgh', []), chunk('data', [63, 63], 9));
  expect(seen(file)).toEqual([
    ['abcd', 3, 3],
    ['efgh', 0, 0],
    ['data', 9, 2],
  ]);
});

test('finds the next chunk after an odd one whose pad byte is missing, or is not 0', () => {
  const list = chunk('LIST', [1, 2, 3]);
  const want = [
    ['LIST', 3, 3],
    ['data', 2, 2],
  ];
  const data = chunk('data', [7, 8]);
  expect(seen(wav(list, data))).toEqual(want);
  expect(seen(wav(list.slice(0, -1), data))).toEqual(want);
  expect(seen(wav([...list.slice(0, -1), 0x20], data))).toEqual(want);
});

test('RF64 and BW64 give the size of the data in ds64, beyond 32 bits, too', () => {
  const long = Array.from({ length: 28 }, (_, i) => [0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 1][i] ?? 0);
  for (const id of ['RF64', 'BW64']) {
    const file = riff(id, chunk('ds64', long), chunk('data', [1, 2], 0xffffffff));
    expect(seen(file)[1]).toEqual(['data', 2 ** 32 + 8, 2]);
  }
});

test('RIFX is big-endian', () => {
  const file = riff('RIFX', chunk('data', [1, 2], 2, true));
  expect(openRiff(file).littleEndian).toBe(false);
  expect(seen(file)).toEqual([['data', 2, 2]]);
});

test('an ID3v2 tag before the header is passed over', () => {
  const tag = [...Buffer.from('ID3'), 3, 0, 0, 0, 0, 1, 2, ...new Uint8Array(130)];
  expect(seen(Uint8Array.from([...tag, ...wav(chunk('data', [1, 2]))]))).toEqual([['data', 2, 2]]);
});

test('tells chunks to the end of the file from samples', () => {
  const chunks = Uint8Array.from([...chunk('LIST', [1, 2, 3]), ...chunk('id3 ', [1, 2])]);
  expect(isAllChunks(chunks, true)).toBe(true);
  expect(isAllChunks(new Uint8Array(0), true)).toBe(true);
  expect(isAllChunks(chunks.subarray(0, -1), true)).toBe(false);
  expect(isAllChunks(new Uint8Array(64), true)).toBe(false);
});

test('a megabyte of chunks within chunks is walked once, without a look inside', () => {
  const list = chunk('LIST', Buffer.from('INFO'));
  const file = new Uint8Array(12 + 90_000 * list.length);
  file.set(wav());
  for (let i = 0; i < 90_000; i++) file.set(list, 12 + i * list.length);
  let count = 0;
  for (const { id, body } of openRiff(file).chunks) if (id === 'LIST' && body.byteLength === 4) count++;
  expect(count).toBe(90_000);
  expect(() => decodeWav(file)).toThrow('no "fmt " chunk');
});
