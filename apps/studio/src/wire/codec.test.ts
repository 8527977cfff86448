import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codecOf } from './codec.js';

const codec = codecOf({ maxEntries: 100 });
const roundTrip = (message: unknown) => codec.decode(codec.encode(message));

const arrays = fc.oneof(
  fc.uint8Array(),
  fc.float32Array(),
  fc.float64Array(),
  fc.int32Array(),
  fc.uint32Array(),
  fc.int16Array(),
  fc.uint16Array(),
  fc.int8Array(),
);
const plain = fc.oneof(
  fc.string(),
  fc.double().filter((value) => !Object.is(value, -0)),
  fc.maxSafeInteger(),
  fc.boolean(),
);
const key = fc.string().filter((name) => name !== '__proto__');

test('data comes as it was sent, typed arrays in memory of their own', () => {
  const message = fc.dictionary(key, fc.oneof(plain, arrays, fc.array(fc.oneof(plain, arrays), { maxLength: 20 })), {
    noNullPrototype: true,
  });
  const holds = fc.property(message, (sent) => {
    expect(roundTrip(sent)).toStrictEqual(sent);
  });
  fc.assert(holds);
  const { a } = roundTrip({ text: 'x', a: new Float32Array([1, 2, 3]).subarray(1) }) as { a: Float32Array };
  expect([...a]).toEqual([2, 3]);
  expect(a.buffer.byteLength).toBe(8);
});

test('what is undefined is left out', () => {
  expect(roundTrip({ a: undefined, b: 1 })).toStrictEqual({ b: 1 });
});

test('what is no data is not sent', () => {
  for (const value of [() => 1, Symbol('x'), 2n, new DataView(new ArrayBuffer(4))]) {
    expect(() => codec.encode({ value })).toThrow();
  }
});

test.each<[string, number[]]>([
  ['nothing', []],
  ['half a message', [0x82, 0xa1, 0x61]],
  ['two messages', [0x01, 0x02]],
  // A list of 2^32 − 1 entries, a map of as many, a text of as many bytes.
  ['a list of more entries than it may have', [0xdd, 0xff, 0xff, 0xff, 0xff]],
  ['a map of more entries', [0xdf, 0xff, 0xff, 0xff, 0xff]],
  ['a text of more bytes', [0xdb, 0xff, 0xff, 0xff, 0xff]],
  ['a prototype', [0x81, 0xa9, ...new TextEncoder().encode('__proto__'), 0x80]],
  ['a typed array of no kind', [0xd4, 0x01, 0x63]],
  // Three bytes for 32-bit numbers.
  ['a typed array that ends within a number', [0xc7, 0x04, 0x01, 0x01, 0, 0, 0]],
])('%s is refused', (_, bytes) => {
  expect(() => codec.decode(Uint8Array.from(bytes))).toThrow();
});

test('files are refused where there are none', () => {
  const withFiles = codecOf({
    files: { note: ({ name, size }) => ({ file: 1, name, size }), fileOf: () => new File([], 'a') },
    maxEntries: 100,
  });
  const told = codec.decode(withFiles.encode({ file: new File(['x'], 'a') })) as { file: unknown };
  expect(told.file).not.toBeInstanceOf(File);
});
