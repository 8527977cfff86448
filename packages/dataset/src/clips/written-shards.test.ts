import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError, type Sound } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { clipsFrom } from './clips-from.js';

const FOLDER = join(import.meta.dirname, '../../../../fixtures/parquet');

interface Row {
  readonly path: string | null;
  readonly length: number | null;
  readonly end: readonly number[] | null;
  readonly label: string | null;
  readonly text: string | null;
}

/** What `datasets`, pyarrow and pandas wrote: `tools/goldens/shards.py` made it. */
const written = JSON.parse(readFileSync(join(FOLDER, 'expected.json'), 'utf8')) as Readonly<Record<string, Row[]>>;

test.each(Object.entries(written))('a shard that %s wrote is read', async (name, rows) => {
  const found: unknown[] = [];
  for await (const { file, label, transcript, sound } of clipsFrom(join(FOLDER, `${name}.parquet`))) {
    const read = await (sound as () => Promise<Sound>)().catch((error: Error) => error.message);
    found.push([file, label, transcript, typeof read === 'string' ? read : ends(read)]);
  }
  expect(found).toEqual(
    rows.map(({ path, length, end, label, text }, i) => [
      `${name}.parquet#${i}${path === null ? '' : `:${path}`}`,
      label ?? undefined,
      text ?? undefined,
      length === null ? expect.stringMatching(/^its column "audio" holds no bytes/) : [8_000, length, end],
    ]),
  );
});

const ends = ({ samples, sampleRate }: Sound) => [
  sampleRate,
  samples.length,
  [...samples.slice(-4)].map((value) => Math.round(value * 2 ** 15)),
];

test.each([
  ['refused-brotli', /it is compressed by BROTLI; write it again with snappy, zstd, gzip or none$/],
  [
    'refused-growing-texts',
    /its column text is encoded by DELTA_BYTE_ARRAY, which is not read; write it again plain or with a dictionary$/,
  ],
])('%s is refused in a sentence', async (name, message) => {
  const read = async () => {
    for await (const clip of clipsFrom(join(FOLDER, `${name}.parquet`))) expect(clip).toBeDefined();
  };
  await expect(read()).rejects.toThrow(InputError);
  await expect(read()).rejects.toThrow(message);
});
