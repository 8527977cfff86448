import { expect, test } from 'vitest';
import {
  dataPage,
  dataPage2,
  dictionaryPage,
  element,
  type LyingColumn,
  type LyingPage,
  lyingParquet,
} from '../testing/lying-parquet.js';
import {
  BROTLI,
  BYTE_ARRAY,
  column,
  DELTA_BINARY,
  DELTA_BYTES,
  DELTA_LENGTH,
  expectRefused,
  type Given,
  GZIP,
  HUGE,
  INT32,
  INT64,
  LABEL,
  numbers,
  plain,
  RLE_DICTIONARY,
  read,
  run,
  SCHEMA,
  SNAPPY,
  STREAM_SPLIT,
  shard,
  ZSTD,
} from '../testing/lying-shard.js';
import { varint } from '../testing/write-thrift.js';

const WHOLE = [
  ['s#0:1', '7'],
  ['s#1:2', '8'],
];

test.each<[string, Given]>([
  ['plain pages', {}],
  [
    'two pages',
    { label: column(['label'], INT64, dataPage(numbers(7), { values: 1 }), dataPage(numbers(8), { values: 1 })) },
  ],
  [
    'a dictionary',
    {
      label: column(
        ['label'],
        INT64,
        dictionaryPage(numbers(8, 7), { values: 2 }),
        dataPage([1, 3, 0b01], { values: 2, encoding: RLE_DICTIONARY }),
      ),
    },
  ],
  ['the second version', { label: column(['label'], INT64, dataPage2(numbers(7, 8), { values: 2 })) }],
  [
    'the second version of a dictionary',
    {
      label: column(
        ['label'],
        INT64,
        dictionaryPage(numbers(8, 7), { values: 2 }),
        dataPage2([1, 3, 0b01], { values: 2, encoding: RLE_DICTIONARY }),
      ),
    },
  ],
  // A block of 128 values in 4 parts, the first 7, then differences of 1 without further bits.
  [
    'differences',
    {
      label: column(
        ['label'],
        INT64,
        dataPage([0x80, 1, 4, 2, 14, 2, 0, 0, 0, 0], { values: 2, encoding: DELTA_BINARY }),
      ),
    },
  ],
])('reads %s', async (_, given) => {
  expect(await read(shard(given))).toEqual(WHOLE);
});

const label = (...pages: readonly LyingPage[]): Given => ({ label: column(['label'], INT64, ...pages) });
const optional = (...pages: readonly LyingPage[]): Given => ({
  ...label(...pages),
  schema: [...SCHEMA.slice(0, 4), element('label', { type: INT64, repetition: 1 })],
});
const indexes = (...content: readonly number[]) => [
  dictionaryPage(numbers(7, 8), { values: 2 }),
  dataPage(content, { values: 2, encoding: RLE_DICTIONARY }),
];
const packed = (codec: number, content: readonly number[], unpacked: number): Given => ({
  label: { ...LABEL, codec, pages: [dataPage(content, { values: 2, unpacked })] },
});
test.each<[string, Given, RegExp]>([
  [
    'a page of 2^31 values',
    label(dataPage(numbers(7, 8), { values: HUGE })),
    /the number of values of a page is 2147483647, at most 2/,
  ],
  ['a page of −1 values', label(dataPage(numbers(7, 8), { values: -1 })), /the number of values of a page is -1/],
  [
    'more pages than rows',
    label(...Array.from({ length: 3 }, () => dataPage(numbers(1), { values: 1 }))),
    /values of a page is 1, at most 0/,
  ],
  ['fewer values than rows', label(dataPage(numbers(7), { values: 1 })), /the column label has 1 rows of 2/],
  [
    'a page that claims more bytes than there are',
    label(dataPage(numbers(7, 8), { values: 2, length: HUGE, unpacked: 16 })),
    /the length of a page is 2147483647/,
  ],
  [
    'a page that leads backwards',
    label(dataPage(numbers(7, 8), { values: 2, length: -20, unpacked: 16 })),
    /the length of a page is -20/,
  ],
  [
    'a page that unpacks to 2 GB',
    packed(SNAPPY, [16, ...numbers(7)], HUGE),
    /its pages claim far more bytes than the file has/,
  ],
  ['snappy that is none', packed(SNAPPY, [16, 0xff, 1, 2, 3], 16), /snappy|invalid|copy|premature|end of input/],
  ['zstd that is none', packed(ZSTD, [1, 2, 3, 4, 5], 16), /its header claims 16/],
  ['gzip that is none', packed(GZIP, [1, 2, 3, 4, 5], 16), /gzip|invalid/],
  [
    'brotli',
    packed(BROTLI, [1, 2, 3], 16),
    /it is compressed by BROTLI; write it again with snappy, zstd, gzip or none/,
  ],
  [
    'a dictionary of 2^31 values',
    label(dictionaryPage(numbers(7), { values: HUGE }), dataPage([0], { values: 2, encoding: RLE_DICTIONARY })),
    /the number of values of a dictionary is 2147483647/,
  ],
  [
    'a dictionary of more texts than could be of use',
    label(
      dictionaryPage(new Array(4 * 70_000).fill(0), { values: 70_000 }),
      dataPage([0], { values: 2, encoding: RLE_DICTIONARY }),
    ),
    /the number of values of a dictionary is 70000, at most 65536/,
  ],
  [
    'a dictionary that is shorter than it says',
    label(dictionaryPage(numbers(7), { values: 8 }), dataPage([0], { values: 2, encoding: RLE_DICTIONARY })),
    /ends within its values/,
  ],
  ['a run of 2^29 values', label(...indexes(1, ...run(2 ** 29, 1))), /a run of 536870912 values among 2/],
  ['a run of 2^32 values', label(...indexes(1, 0xfe, 0xff, 0xff, 0xff, 0x1f, 1)), /a run ends beyond its page/],
  ['packed bits of 2^30 groups', label(...indexes(1, ...varint(2 ** 31 - 1), 0)), /a run of 8589934584 values among 2/],
  ['an empty run', label(...indexes(1, ...run(0, 1), ...run(2, 1))), /a run of 0 values/],
  ['indexes of 200 bits', label(...indexes(200, ...run(2, 1))), /indexes of 200 bits/],
  ['indexes that end early', label(...indexes(1, ...run(1, 1))), /a run ends beyond its page/],
  [
    'runs without bits',
    label(dictionaryPage(numbers(7), { values: 1 }), dataPage2([0, 2, 2], { values: 2, encoding: RLE_DICTIONARY })),
    /runs of values without bits/,
  ],
  [
    'levels of 2^31 bytes',
    optional(dataPage([255, 255, 255, 127, 4, 1, ...numbers(7, 8)], { values: 2 })),
    /levels are longer than their page/,
  ],
  [
    'levels of 2^29 values',
    optional(dataPage([6, 0, 0, 0, ...run(2 ** 29, 1), ...numbers(7, 8)], { values: 2 })),
    /a run of 536870912 values among 2/,
  ],
  [
    'levels of the second version of −4 bytes',
    label(dataPage2(numbers(7, 8), { values: 2, definition: -4 })),
    /the length of levels is -4/,
  ],
  [
    '−2^31 nulls',
    label(dataPage2(numbers(7, 8), { values: 2, nulls: -(2 ** 31) })),
    /the number of nulls of a page is -2147483648/,
  ],
  [
    'a parted block of −5 parts, in which a reader stands still',
    {
      schema: [...SCHEMA.slice(0, 4), element('label', { type: INT32 })],
      label: column(
        ['label'],
        INT32,
        dataPage([0x80, 1, 0xfb, 0xff, 0xff, 0xff, 0x0f, 2, 14, ...new Array<number>(40).fill(0x80)], {
          values: 2,
          encoding: DELTA_BINARY,
        }),
      ),
    },
    /blocks of 128 differences in 4294967291 parts/,
  ],
  [
    'blocks of 2^31 parts',
    label(dataPage([0x80, 1, ...varint(HUGE), 2, 14, 2, 0], { values: 2, encoding: DELTA_BINARY })),
    /blocks of 128 differences in 2147483647 parts/,
  ],
  [
    'blocks of nothing',
    label(dataPage([0, 4, 2, 14, 2, 0], { values: 2, encoding: DELTA_BINARY })),
    /blocks of 0 differences/,
  ],
  [
    'texts that grow out of each other',
    { path: column(['audio', 'path'], BYTE_ARRAY, dataPage(plain('1', '2'), { values: 2, encoding: DELTA_BYTES })) },
    /encoded by DELTA_BYTE_ARRAY, which is not read/,
  ],
  [
    'texts beyond their page',
    { path: column(['audio', 'path'], BYTE_ARRAY, dataPage([1, 0, 0, 0, 65, 255, 255, 0, 0], { values: 2 })) },
    /a page of the column path ends within its values/,
  ],
  [
    'lengths below 0',
    {
      path: column(
        ['audio', 'path'],
        BYTE_ARRAY,
        dataPage([0x80, 1, 4, 2, 1, 2, 0, 0, 0, 0], { values: 2, encoding: DELTA_LENGTH }),
      ),
    },
    /Invalid typed array length/,
  ],
  [
    'a split of more than there is',
    label(dataPage(numbers(7), { values: 2, encoding: STREAM_SPLIT })),
    /a page ends within its values/,
  ],
  ['an unknown encoding', label(dataPage(numbers(7, 8), { values: 2, encoding: 77 })), /the encoding of a page is 77/],
  [
    'an unknown kind of page',
    label({ header: { 1: { int: 9 }, 2: { int: 0 }, 3: { int: 0 } }, content: new Uint8Array(0) }),
    /the kind of a page is 9/,
  ],
  [
    'a page of an index',
    label({ header: { 1: { int: 1 }, 2: { int: 0 }, 3: { int: 0 } }, content: new Uint8Array(0) }),
    /of the kind INDEX_PAGE/,
  ],
  [
    'a header that never ends',
    label({ header: { 1: { raw: new Uint8Array(60).fill(0x80), type: 5 } }, content: new Uint8Array(90) }),
    /a number of a header has too many bytes/,
  ],
  [
    'a header with a list of 2^31',
    label({ header: { 12: { list: [], claimed: HUGE } }, content: new Uint8Array(9) }),
    /a header has a list of 2147483647/,
  ],
  [
    'a header in a header in a header',
    label({ header: { 12: { raw: new Uint8Array(400).fill(0x1c), type: 12 } }, content: new Uint8Array(9) }),
    /a header is nested too deep/,
  ],
  [
    'lists of 2^23 values in a few bytes',
    {
      schema: [
        ...SCHEMA.slice(0, 4),
        element('label', { children: 1, more: { 6: { int: 3 } } }),
        element('list', { children: 1, repetition: 2 }),
        element('element', { type: INT64 }),
      ],
      label: column(
        ['label', 'list', 'element'],
        INT64,
        dictionaryPage(numbers(7), { values: 1 }),
        dataPage([6, 0, 0, 0, ...run(1, 0), ...run(2 ** 23, 1).slice(0, 4), 5, 0, 0, 0, ...run(2 ** 23 + 1, 1), 0], {
          values: 2 ** 23 + 1,
          encoding: RLE_DICTIONARY,
        }),
      ),
    },
    /the number of values of a page is 8388609, at most 419\d{4} can be/,
  ],
])('refuses %s', async (_, given, message) => expectRefused(given, message));

test('a long text of a dictionary is not repeated for every row', async () => {
  const rows = 1_000;
  const text = 'x'.repeat(2 ** 20 + 1);
  const long = [...new Uint8Array(Uint32Array.of(text.length).buffer), ...new TextEncoder().encode(text)];
  const all = (value: number[], name: string[]): LyingColumn => ({
    path: name,
    type: BYTE_ARRAY,
    values: rows,
    pages: [
      dictionaryPage(value, { values: 1 }),
      dataPage([1, ...run(rows, 0)], { values: rows, encoding: RLE_DICTIONARY }),
    ],
  });
  const file = lyingParquet({
    schema: SCHEMA.slice(0, 4).with(0, element('root', { children: 1 })),
    rows,
    columns: [all(plain('a'), ['audio', 'bytes']), all(long, ['audio', 'path'])],
  });
  await expect(read(file)).rejects.toThrow(/^the path of "s#0" has 1048577 letters, at most 1048576 are read$/);
});
