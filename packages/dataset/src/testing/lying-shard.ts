import { InputError } from '@audiate/protocol';
import { expect } from 'vitest';
import { parquetClips } from '../clips/parquet-clips.js';
import { inMemory } from '../ranges/in-memory.js';
import { dataPage, element, type LyingColumn, type LyingPage, lyingParquet } from './lying-parquet.js';
import { varint, type Written } from './write-thrift.js';

/** Numbers of parquet.thrift. */
export const BYTE_ARRAY = 6;
export const INT32 = 1;
export const INT64 = 2;
export const [RLE_DICTIONARY, DELTA_BINARY, DELTA_LENGTH, DELTA_BYTES, STREAM_SPLIT] = [8, 5, 6, 7, 9];
export const [SNAPPY, GZIP, BROTLI, ZSTD] = [1, 2, 4, 6];
export const HUGE = 2 ** 31 - 1;

export const SCHEMA: readonly Written[] = [
  element('root', { children: 2 }),
  element('audio', { children: 2 }),
  element('bytes', { type: BYTE_ARRAY }),
  element('path', { type: BYTE_ARRAY }),
  element('label', { type: INT64 }),
];

/** Texts as they stand in a page. */
export const plain = (...texts: readonly string[]): number[] =>
  texts.flatMap((text) => [text.length, 0, 0, 0, ...new TextEncoder().encode(text)]);
/** Numbers of 64 bits as they stand in a page. */
export const numbers = (...values: readonly number[]): number[] => [
  ...new Uint8Array(BigInt64Array.from(values, BigInt).buffer),
];
/** A run as the hybrid has it. */
export const run = (length: number, ...value: readonly number[]): number[] => [...varint(length * 2), ...value];

export const column = (path: readonly string[], type: number, ...pages: readonly LyingPage[]): LyingColumn => ({
  path,
  type,
  pages,
  values: 2,
});
export const BYTES = column(['audio', 'bytes'], BYTE_ARRAY, dataPage(plain('ab', 'c'), { values: 2 }));
export const PATH = column(['audio', 'path'], BYTE_ARRAY, dataPage(plain('1', '2'), { values: 2 }));
export const LABEL = column(['label'], INT64, dataPage(numbers(7, 8), { values: 2 }));

export type Given = Partial<Parameters<typeof lyingParquet>[0]> & {
  bytes?: LyingColumn;
  path?: LyingColumn;
  label?: LyingColumn;
};
/** A shard of two clips, but for what is given. */
export const shard = ({ bytes = BYTES, path = PATH, label = LABEL, ...more }: Given = {}) =>
  lyingParquet({ schema: SCHEMA, rows: 2, columns: [bytes, path, label], ...more });

/** The clips of a shard by name and label. */
export async function read(file: Uint8Array): Promise<(readonly [string, string | undefined])[]> {
  const clips: (readonly [string, string | undefined])[] = [];
  for await (const { file: name, label } of parquetClips(inMemory(file), 's')) clips.push([name, label]);
  return clips;
}

/** Expects that a shard is refused in a sentence. */
export async function expectRefused(given: Given, message: RegExp): Promise<void> {
  const failure = await read(shard(given)).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(InputError);
  expect((failure as Error).message).toMatch(/^can't read the shard "s": /);
  expect((failure as Error).message).toMatch(message);
}
