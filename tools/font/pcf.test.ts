import { expect, test } from 'vitest';
import { readPcf } from './pcf.js';

/** A PCF font of 3 × 4 cells with "A", a dot that stands one pixel to the right, and nothing at "B". */
function font(highBitFirst: boolean): Uint8Array {
  const order = highBitFirst ? 8 : 0;
  const le = (size: 2 | 4, ...values: number[]) =>
    values.flatMap((value) => Array.from({ length: size }, (_, i) => (value >> (8 * i)) & 255));
  const text = [...Buffer.from('COPYRIGHT\0mine\0')];
  const properties = [...le(4, 0, 1), ...le(4, 0), 1, ...le(4, 10), 0, 0, 0, ...le(4, text.length), ...text];
  const accelerators = [...le(4, 0), ...new Array(8).fill(0), ...le(4, 3, 1)];
  const metrics = [...le(4, 0x100), ...le(2, 1), ...[1, 2, 3, 2, -1].map((value) => value + 0x80)];
  const bitmaps = [...le(4, order, 1), ...le(4, 0), ...le(4, 1, 1, 1, 1), highBitFirst ? 0x80 : 0x01];
  const encodings = [...le(4, 0), ...le(2, 65, 66, 0, 0, 0), ...le(2, 0, 0xffff)];
  const tables: [number, number[]][] = [
    [1, properties],
    [2, accelerators],
    [4, metrics],
    [8, bitmaps],
    [32, encodings],
  ];
  let offset = 8 + 16 * tables.length;
  const index = tables.flatMap(([type, body]) => {
    const entry = le(4, type, body[0]!, body.length, offset);
    offset += body.length;
    return entry;
  });
  return Uint8Array.from([...le(4, 0x70636601, tables.length), ...index, ...tables.flatMap(([, body]) => body)]);
}

test.each([true, false])('reads cells, copyright and missing characters (high bit first: %s)', (highBitFirst) => {
  const read = readPcf(font(highBitFirst));
  expect([read.width, read.height, read.copyright]).toEqual([3, 4, 'mine']);
  expect(read.cell(65)!.map((row) => row.map((ink) => (ink ? '#' : '.')).join(''))).toEqual([
    '...',
    '.#.',
    '...',
    '...',
  ]);
  expect([read.cell(66), read.cell(67), read.cell(0x141)]).toEqual([undefined, undefined, undefined]);
});

test('refuses what is not a PCF file', () => {
  expect(() => readPcf(new Uint8Array(100))).toThrow('not a PCF file');
});
