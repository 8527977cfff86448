import { test } from 'vitest';
import { element } from '../testing/lying-parquet.js';
import {
  BYTE_ARRAY,
  BYTES,
  expectRefused,
  type Given,
  HUGE,
  INT32,
  LABEL,
  PATH,
  SCHEMA,
} from '../testing/lying-shard.js';

const nested = (depth: number): Given => ({
  schema: [
    element('root', { children: 1 }),
    ...Array.from({ length: depth }, (_, i) => element(`g${i}`, { children: 1 })),
    element('leaf', { type: INT32 }),
  ],
  columns: [],
});

test.each<[string, Given, RegExp]>([
  ['a footer with a list of 2^25', { more: { 9: { list: [], claimed: 2 ** 25 } } }, /a header has a list of 33554432/],
  [
    'a footer with a number of 2^17 bytes',
    { more: { 9: { raw: new Uint8Array(2 ** 17).fill(0xff), type: 6 } } },
    /a number of a header has too many bytes/,
  ],
  [
    'a schema of 2^31 columns',
    { schema: [element('root', { children: HUGE }), ...SCHEMA.slice(1)] },
    /the number of columns is 2147483647/,
  ],
  [
    'a schema that is no tree',
    { schema: [element('root', { children: 1 }), ...SCHEMA.slice(1)] },
    /its columns are not a tree/,
  ],
  ['a schema that is too deep', nested(40), /nested deeper than 16/],
  [
    'a schema of 5,000 columns',
    {
      schema: [
        element('root', { children: 5_000 }),
        ...Array.from({ length: 5_000 }, (_, i) => element(`c${i}`, { type: INT32 })),
      ],
      columns: [],
    },
    /it has 5001 columns, at most 4096/,
  ],
  ['a row group of 2^40 rows', { rows: 2 ** 40 }, /a row group has 1099511627776 rows, too many to hold/],
  ['a row group of −1 rows', { rows: -1 }, /the number of rows of a row group is -1/],
  ['fewer columns than the schema has', { columns: [BYTES, PATH] }, /a row group has 2 columns, the file 3/],
  ['one column in place of another', { columns: [BYTES, PATH, PATH] }, /a row group has the column audio.path 2 times/],
  [
    'a column beyond the file',
    { label: { ...LABEL, more: { 7: { long: 2n ** 40n } } } },
    /its column label lies beyond the end of the file/,
  ],
  [
    'a column before the file',
    { label: { ...LABEL, more: { 9: { long: -5n } } } },
    /its column label lies beyond the end of the file/,
  ],
  ['two kinds of values', { label: { ...LABEL, type: INT32 } }, /the column label has two kinds of values/],
  [
    'decimals of any length',
    {
      schema: [...SCHEMA.slice(0, 4), element('label', { type: BYTE_ARRAY, more: { 6: { int: 5 } } })],
      label: { ...LABEL, type: BYTE_ARRAY },
    },
    /its column label has values of the kind DECIMAL, which is not read/,
  ],
  [
    'statistics of a decimal of 2^16 bytes',
    {
      schema: [...SCHEMA.slice(0, 4), element('label', { type: BYTE_ARRAY, more: { 6: { int: 5 } } })],
      label: {
        ...LABEL,
        type: BYTE_ARRAY,
        more: { 12: { fields: { 5: { text: new Uint8Array(2 ** 16).fill(0xff) } } } },
      },
    },
    /its statistics have a number of 65536 bytes/,
  ],
])('refuses %s', async (_, given, message) => expectRefused(given, message));
