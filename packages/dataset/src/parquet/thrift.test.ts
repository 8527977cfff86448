import { expect, test } from 'vitest';
import { thrift, varint } from '../testing/write-thrift.js';
import { readThrift } from './thrift.js';

const read = (bytes: readonly number[], most = 100) => readThrift(Uint8Array.from(bytes), 0, most);

test('reads what Thrift writes', () => {
  const text = (value: string) => ({ text: value });
  const bytes = thrift({
    fields: {
      1: { int: -7 },
      3: { long: -(2n ** 63n) },
      200: text('sound'),
      5: { list: [{ fields: { 1: { flag: true } } }, { fields: {} }] },
      6: { raw: Uint8Array.of(0x31, 1, 2, 1), type: 9 },
      7: { raw: new Uint8Array(Float64Array.of(0.1).buffer), type: 7 },
    },
  });
  const { fields, end } = read([...bytes, 1, 2, 3]);
  expect(fields).toEqual(
    new Map<number, unknown>([
      [1, -7],
      [3, -(2n ** 63n)],
      [200, new TextEncoder().encode('sound')],
      [5, [new Map([[1, true]]), new Map()]],
      [6, [true, false, true]],
      [7, 0.1],
    ]),
  );
  expect(end).toBe(bytes.length);
});

test.each<[string, number[], string]>([
  ['bytes that end within', [0x15], 'ends within its bytes'],
  ['no end', [0x11], 'ends within its bytes'],
  ['a text longer than the bytes', [0x18, 100, 65, 0], 'ends within its bytes'],
  ['a text of a negative length', [0x18, 0xff, 0xff, 0xff, 0xff, 0x0f, 0], 'ends within its bytes'],
  ['a list longer than the bytes', [0x19, 0xf5, ...varint(1_000), 0], 'has a list of 1000'],
  ['a long of 11 bytes', [0x16, ...new Array<number>(10).fill(0x80), 1, 0], 'has too many bytes'],
  ['a map', [0x1b, 0], 'unknown type 11'],
  ['lists in lists', [0x19, ...new Array<number>(60).fill(0x19), 0], 'is nested too deep'],
  ['structs in structs', [...new Array<number>(60).fill(0x1c), 0], 'is nested too deep'],
  ['more parts than are due', [0x19, 0xfc, ...varint(101), ...new Array<number>(102).fill(0)], 'more than 100 parts'],
])('refuses %s', (_, bytes, message) => {
  expect(() => read(bytes)).toThrow(message);
});
