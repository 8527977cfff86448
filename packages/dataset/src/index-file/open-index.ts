import { checkChoice, checkNumber, InputError, inNode, show } from '@audiate/protocol';
import {
  type AsyncBuffer,
  asyncBufferFromUrl,
  cachedAsyncBuffer,
  parquetMetadataAsync,
  parquetReadObjects,
} from 'hyparquet';
import { checkRow, checkRowGroups } from './check-rows.js';
import type { DatasetIndex } from './dataset-index.js';
import type { IndexFacts } from './facts.js';
import { onDisk } from './on-disk.js';
import { readFacts } from './read-facts.js';
import { momentsOfSample, unitRecord } from './records.js';
import type { UnitRow } from './rows.js';

/** What is fetched of a file's end at first: the facts of a base model's layers take some 100 kB. */
const FACTS_BYTES = 2 ** 17;

/** Where an index lies: a path, an address (`https://…`, `file:///…`, in a page also a relative one), or its bytes. */
export type IndexSource = string | URL | Uint8Array;

/** An index whose rows can be read. */
export interface OpenedIndex extends DatasetIndex {
  /** Rows of a layer as the file has them. */
  rows(layer: string): Promise<UnitRow[]>;
  /** Metadata by name. */
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * Opens an index that `scan` or `mergeIndexes` made. Of a file at an address only the facts and the layers asked for are
 * fetched, by HTTP ranges.
 * @throws InputError for a file that is missing, no plain file, no Parquet, no index, damaged, or of a later format.
 */
export async function openIndex(source: IndexSource): Promise<DatasetIndex> {
  return openRows(source);
}

/**
 * {@link openIndex} with the rows at hand.
 * @param path where bytes were read, for messages.
 */
export async function openRows(source: IndexSource, path?: string): Promise<OpenedIndex> {
  const where = path ?? (source instanceof Uint8Array ? undefined : String(source));
  const named = where === undefined ? 'the index' : `the index ${show(where)}`;
  const file = await bufferOf(source, named);
  const metadata = await parquetMetadataAsync(file, { initialFetchSize: FACTS_BYTES }).catch((error) => {
    throw new InputError(`${named} is no Parquet file: ${error.message}`, { cause: error });
  });
  const values = (metadata.key_value_metadata ?? []).map(({ key, value = '' }) => [key, value] as const);
  const facts = readFacts(named, metadata.key_value_metadata ?? []);
  const damaged = (error: Error): never => {
    throw new InputError(`can't read ${named}, it may be damaged: ${error.message}`, { cause: error });
  };
  try {
    checkRowGroups(metadata, facts);
  } catch (error) {
    damaged(error as Error);
  }
  const first = firstRows(facts);
  const read = async (rowStart: number, rowEnd: number): Promise<UnitRow[]> => {
    try {
      const found = (await parquetReadObjects({ file, metadata, rowStart, rowEnd })) as UnitRow[];
      if (found.length !== rowEnd - rowStart) throw new Error(`it has ${found.length} rows of ${rowEnd - rowStart}`);
      for (const row of found) checkRow(row, facts);
      return found;
    } catch (error) {
      return damaged(error as Error);
    }
  };
  const layer = (name: string) => {
    checkChoice('layer of the index', name, [...first.keys()]);
    return facts.layers.find((one) => one.name === name)!;
  };
  const rows = async (name: string) => {
    const { channels } = layer(name);
    const from = first.get(name)!;
    return read(from, from + channels);
  };
  return {
    facts,
    metadata: new Map(values),
    layer,
    rows,
    async unit(name, unit) {
      const { channels } = layer(name);
      checkNumber(`unit of ${name}`, unit, { min: 0, max: channels - 1, integer: true });
      const from = first.get(name)! + unit;
      const [row] = await read(from, from + 1);
      return unitRecord(row!, momentsOfSample(facts, layer(name), row!));
    },
    async units(name) {
      const found = await rows(name);
      return found.map((row) => unitRecord(row, momentsOfSample(facts, layer(name), row)));
    },
    bytes: async () => new Uint8Array(await file.slice(0, file.byteLength)),
  };
}

/** The first row of each layer. */
function firstRows({ layers }: IndexFacts): Map<string, number> {
  const first = new Map<string, number>();
  let row = 0;
  for (const { name, channels } of layers) {
    first.set(name, row);
    row += channels;
  }
  return first;
}

async function bufferOf(source: IndexSource, named: string): Promise<AsyncBuffer> {
  if (source instanceof Uint8Array) return inMemory(source);
  const address = String(source);
  try {
    if (!inNode || /^https?:/i.test(address)) return cachedAsyncBuffer(await asyncBufferFromUrl({ url: address }));
    return await onDisk(source);
  } catch (error) {
    throw new InputError(`can't open ${named}: ${(error as Error).message}`, { cause: error });
  }
}

function inMemory(bytes: Uint8Array): AsyncBuffer {
  const { buffer, byteOffset, byteLength } = bytes;
  return {
    byteLength,
    slice: (start = 0, end = byteLength) => buffer.slice(byteOffset + start, byteOffset + end) as ArrayBuffer,
  };
}
