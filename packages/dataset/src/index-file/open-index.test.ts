import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { InputError } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scan } from '../scan/scan.js';
import { rangeServer } from '../testing/range-server.js';
import { toyCorpus } from '../testing/toy-corpus.js';
import { openIndex } from './open-index.js';
import { COLUMNS, SCHEMA } from './schema.js';

let folder: string;
let bytes: Uint8Array;
const path = () => join(folder, 'index.parquet');
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'audiate-index-'));
  const options = { layers: ['filters', 'energies'], engine: 'cpu', window: 0.25, topK: 16, out: folder } as const;
  bytes = await (await scan(toyModel({ channels: 31 }), toyCorpus(60), options)).bytes();
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a path, a file address and bytes open the same', async () => {
  const units = async (source: string | URL | Uint8Array) => {
    const found = await (await openIndex(source)).units('energies');
    return found.map(({ quantile, share, ...rest }) => ({ ...rest, median: quantile(0.5), half: share(0.5) }));
  };
  const right = await units(bytes);
  expect(right).toHaveLength(31);
  expect(await units(path())).toEqual(right);
  expect(await units(pathToFileURL(path()))).toEqual(right);
  expect(await units(pathToFileURL(path()).href)).toEqual(right);
});

test('other readers find a table: one row a unit, one row group a layer', async () => {
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const { row_groups, key_value_metadata, schema, num_rows } = parquetMetadata(file);
  expect(row_groups.map(({ num_rows: rows }) => rows)).toEqual([31n, 31n]);
  expect(num_rows).toBe(62n);
  expect(JSON.parse(key_value_metadata![0]!.value!)).toMatchObject({
    format: 1,
    model: { name: 'toy', fingerprint: 'toy-31', sampleRate: 16_000 },
    settings: { window: 0.25, grid: 0.1, topK: 16, sampled: 64 },
    layers: [{ name: 'filters', channels: 31, hop: 64 }, { name: 'energies' }],
    clips: 60,
  });
  expect(schema.filter(({ num_children }) => num_children).map(({ name }) => name)).toContain('top');
  const rows = await parquetReadObjects({
    file,
    columns: ['layer', 'unit', 'mean', 'q50', 'top'],
    rowStart: 40,
    rowEnd: 41,
  });
  expect(rows).toEqual([
    { layer: 'energies', unit: 9, mean: expect.any(Number), q50: expect.any(Number), top: expect.any(Array) },
  ]);
  expect(rows[0]!.top).toHaveLength(16);
  expect(rows[0]!.top[0]).toMatchObject({ file: expect.stringMatching(/^clip-/), frame: expect.any(Number) });
});

test('of an index at an address only what is asked for is fetched', async () => {
  // Larger than what is fetched at first, so that ranges matter.
  const options = { layers: ['filters', 'energies'], engine: 'cpu', window: 0.25, topK: 1024, sampled: 512 } as const;
  const large = await (await scan(toyModel({ channels: 31 }), toyCorpus(400), options)).bytes();
  const { address, sent: fetched, close } = await rangeServer(large);
  try {
    const index = await openIndex(address);
    const facts = fetched();
    expect(index.facts.clips).toBe(400);
    expect(facts).toBeLessThan(large.length * 0.4);
    const { top } = await index.unit('filters', 3);
    expect(top).toHaveLength(Math.min(1024, index.facts.windows));
    expect(fetched() - facts).toBeLessThan(large.length * 0.6);
    expect(fetched() - facts).toBeGreaterThan(large.length * 0.2);
    const again = fetched();
    await index.unit('filters', 4);
    expect(fetched()).toBe(again);
  } finally {
    close();
  }
});

test.each<[string, () => string | Uint8Array, RegExp]>([
  ['a missing file', () => join(folder, 'none.parquet'), /^can't open the index ".*none.parquet": ENOENT/],
  ['a folder', () => folder, /^(can't open )?the index ".*/],
  ['another file', () => new TextEncoder().encode('a text that is no Parquet'), /^the index is no Parquet file/],
  ['nothing', () => new Uint8Array(0), /^the index is no Parquet file/],
  ['half an index', () => bytes.slice(0, bytes.length / 2), /^the index is no Parquet file/],
  [
    'another table',
    () => new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'a', data: [1] }] })),
    /no index of a scan/,
  ],
  ['a later format', () => later(), /^the index has format 2; this version of audiate reads format 1$/],
])('refuses %s', async (_, source, message) => {
  const failure = await openIndex(source()).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(InputError);
  expect((failure as Error).message).toMatch(message);
});

const later = () => claiming({ format: 2, layers: [] });

/** A table of one column whose metadata claims to be an index. */
function claiming(facts: object, rows = 1): Uint8Array {
  const kvMetadata = [{ key: 'audiate', value: JSON.stringify(facts) }];
  return new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'a', data: new Array(rows).fill(1) }], kvMetadata }));
}

const filters = { name: 'filters', channels: 3, offset: 0, minSamples: 64, hop: 64, receptiveField: 64 };
const claims = {
  format: 1,
  model: { name: 'toy', fingerprint: 'toy-3', sampleRate: 16_000 },
  settings: { window: 1, grid: 0, topK: 4, sampled: 8 },
  layers: [filters],
  clips: 1,
  windows: 1,
  samples: 100,
  skipped: { count: 0, first: [] },
  clipsHash: '0123456789abcdef',
  sample: [{ file: 'a.wav', start: 0, samples: 100, hash: '0123456789abcdef' }],
};

test.each<[object, RegExp]>([
  [{ layers: [null] }, /^the index is damaged: layers\[0\] must be an object, got null$/],
  [
    { layers: [{ ...filters, channels: 2 ** 31 }] },
    /channels must be a whole number at least 1 and at most 131072, got/,
  ],
  [{ layers: [{ ...filters, vocabulary: [1] }] }, /vocabulary\[0\] must be a text, got 1$/],
  [{ layers: [filters, filters] }, /layers must have names of their own/],
  [{ model: undefined }, /model must be an object, got undefined$/],
  [{ settings: { ...claims.settings, topK: 1e9 } }, /settings.topK must be a whole number at least 1 and at most 1024/],
  [
    { settings: { ...claims.settings, window: 1e9 } },
    /settings.window must be a finite number above 0 and at most 600/,
  ],
  [
    { sample: [{ ...claims.sample[0], samples: 16_002 }] },
    /samples must be a whole number at least 1 and at most 16001/,
  ],
  [{ sample: undefined }, /sample must be a list of at most 8, got undefined$/],
  [{ sample: [{ ...claims.sample[0], samples: 'many' }] }, /sample\[0\].samples must be a whole number/],
  [{ skipped: { count: 1, first: [{ file: 'a' }] } }, /skipped.first\[0\].why must be a text, got undefined$/],
  [{ clipsHash: 'x' }, /clipsHash must be 16 hexadecimal digits, got "x"$/],
  [{ windows: -1 }, /windows must be a whole number at least 0/],
  [{}, /^can't read the index, it may be damaged: filters has 3 units, its row group 1 rows$/],
  [{ layers: [filters, { ...filters, name: 'b' }] }, /it has 1 row groups for 2 layers$/],
])('does not believe %o', async (change, message) => {
  const failure = await openIndex(claiming({ ...claims, ...change })).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(InputError);
  expect((failure as Error).message).toMatch(message);
});

test('a file without the columns of an index is a sentence', async () => {
  await expect(openIndex(claiming(claims, 3))).rejects.toThrow(
    /^can't read the index, it may be damaged: it has no column layer$/,
  );
});

test.each<[string, Partial<(typeof SCHEMA)[number]>, (value: unknown) => unknown, RegExp]>([
  ['mean', { type: 'FLOAT' }, (value) => value, /its column mean is FLOAT, not DOUBLE$/],
  ['count', { repetition_type: 'OPTIONAL' }, () => null, /its column count has a row without a number$/],
  ['mean', { repetition_type: 'OPTIONAL' }, () => null, /its column mean has a row without a number$/],
  ['sum', {}, () => [1, 2, 3], /its column sum has 3 values, 4 are due$/],
  ['top', {}, (moments) => (moments as object[]).map((one) => ({ ...one, length: 1e9 })), /lies where none can be$/],
  [
    'bottom',
    {},
    (moments) => (moments as object[]).map((one) => ({ ...one, start: Number.NaN })),
    /lies where none can be$/,
  ],
  ['bucket', {}, () => [1e6], /its buckets and their counts are not as many$|there is no bucket 1000000$/],
])('a column %s of the kind %o is a sentence', async (column, change, value, message) => {
  const file = bytes.slice().buffer as ArrayBuffer;
  const kvMetadata = parquetMetadata(file).key_value_metadata!;
  const rows = await parquetReadObjects({ file });
  const schema = SCHEMA.map((one) => (one.name === column ? { ...one, ...change } : one));
  const columnData = COLUMNS.map((name) => ({
    name,
    data: rows.map((row, i) => (name === column && i === 5 ? value(row[name]) : row[name])),
  }));
  const changed = parquetWriteBuffer({ schema, columnData, kvMetadata, rowGroupSize: 31 } as never);
  const read = async () => (await openIndex(new Uint8Array(changed))).units('filters');
  await expect(read()).rejects.toThrow(InputError);
  await expect(read()).rejects.toThrow(message);
});

test.skipIf(process.platform === 'win32')('a pipe in place of an index is refused', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  await expect(openIndex(join(folder, 'pipe'))).rejects.toThrow(
    /^can't open the index ".*pipe": it is a pipe or a device, no file$/,
  );
});

test('a damaged index is a sentence, whatever byte is wrong', async () => {
  for (let at = 0; at < bytes.length; at += Math.ceil(bytes.length / 60)) {
    const damaged = bytes.slice();
    damaged[at]! ^= 0x5a;
    writeFileSync(path(), damaged);
    const failure = await openIndex(path())
      .then(async (index) => void (await index.units('filters')))
      .catch((error: unknown) => error);
    if (failure !== undefined) expect(failure, `byte ${at}: ${(failure as Error).stack}`).toBeInstanceOf(InputError);
  }
});
