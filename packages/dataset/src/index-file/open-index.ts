import { checkChoice, checkKeys, checkNumber, checkSignal, InputError, inNode, show } from '@audiate/protocol';
import type { AsyncBuffer } from 'hyparquet';
import { readFooter } from '../parquet/footer.js';
import { keepRanges } from '../parquet/keep-ranges.js';
import { readRows } from '../parquet/read-rows.js';
import { inMemory } from '../ranges/in-memory.js';
import { onDisk } from '../ranges/on-disk.js';
import { overHttp } from '../ranges/over-http.js';
import { checkColumns, checkRow, checkRowGroups } from './check-rows.js';
import type { DatasetIndex } from './dataset-index.js';
import { readFacts } from './read-facts.js';
import { momentsOfSample, unitRecord } from './records.js';
import type { UnitRow } from './rows.js';
import { LEAVES } from './schema.js';

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

/** Options of {@link openIndex}. */
export interface OpenIndexOptions {
  /** Ends what is under way of an index at an address, also later when its rows are asked for; give `AbortSignal.timeout(60_000)`, say. */
  readonly signal?: AbortSignal;
}

/**
 * Opens an index that `scan` or `mergeIndexes` made. Of a file at an address only the facts and the layers asked for are
 * fetched, by HTTP ranges; from a server that gives none the whole is, up to 256 MiB.
 * @throws InputError for a file that is missing, no plain file, no Parquet, no index, damaged, or of a later format; the
 * signal's reason once it has aborted.
 */
export async function openIndex(source: IndexSource, options: OpenIndexOptions = {}): Promise<DatasetIndex> {
  const signal = checkSignal(checkKeys('options of openIndex', options, ['signal']).signal);
  signal?.throwIfAborted();
  return openRows(source, undefined, signal ? { signal } : {});
}

/**
 * {@link openIndex} with the rows at hand.
 * @param path where bytes were read, for messages.
 */
export async function openRows(
  source: IndexSource,
  path?: string,
  { signal }: OpenIndexOptions = {},
): Promise<OpenedIndex> {
  const where = path ?? (source instanceof Uint8Array ? undefined : String(source));
  const named = where === undefined ? 'the index' : `the index ${show(where)}`;
  /** What was said of the way to the file stays as it is. */
  const told = (error: unknown): boolean => error instanceof InputError || signal?.aborted === true;
  const file = await bufferOf(source, signal).catch((error) => {
    if (told(error)) throw error;
    throw new InputError(`can't open ${named}: ${(error as Error).message}`, { cause: error });
  });
  const metadata = await readFooter(file, FACTS_BYTES).catch((error) => {
    if (told(error)) throw error;
    throw new InputError(`${named} is no Parquet file: ${error.message}`, { cause: error });
  });
  const values = (metadata.key_value_metadata ?? []).map(({ key, value = '' }) => [key, value] as const);
  const facts = readFacts(named, metadata.key_value_metadata ?? []);
  const damaged = (error: unknown): never => {
    if (told(error)) throw error;
    throw new InputError(`can't read ${named}, it may be damaged: ${(error as Error).message}`, { cause: error });
  };
  try {
    checkRowGroups(metadata, facts);
    checkColumns(metadata);
  } catch (error) {
    damaged(error);
  }
  const wanted = (column: readonly string[]) => LEAVES.has(column.join('.'));
  const read = async (name: string, from: number, to: number): Promise<UnitRow[]> => {
    const group = facts.layers.findIndex((one) => one.name === name);
    try {
      const found = await readRows<UnitRow>(file, { metadata, group, rows: [from, to], wanted });
      for (const row of found) checkRow(row, facts);
      return found;
    } catch (error) {
      return damaged(error);
    }
  };
  const layer = (name: string) => {
    const names = facts.layers.map((one) => one.name);
    return facts.layers[names.indexOf(checkChoice('layer of the index', name, names))]!;
  };
  const rows = async (name: string) => read(name, 0, layer(name).channels);
  return {
    facts,
    metadata: new Map(values),
    layer,
    rows,
    async unit(name, unit) {
      const { channels } = layer(name);
      checkNumber(`unit of ${name}`, unit, { min: 0, max: channels - 1, integer: true });
      const [row] = await read(name, unit, unit + 1);
      return unitRecord(row!, momentsOfSample(facts, layer(name), row!));
    },
    async units(name) {
      const found = await rows(name);
      return found.map((row) => unitRecord(row, momentsOfSample(facts, layer(name), row)));
    },
    // A copy: what was fetched is kept for the next reader.
    bytes: async () => new Uint8Array(await file.slice(0, file.byteLength)).slice(),
  };
}

async function bufferOf(source: IndexSource, signal: AbortSignal | undefined): Promise<AsyncBuffer> {
  if (source instanceof Uint8Array) return inMemory(source);
  const address = String(source);
  if (!inNode || /^https?:/i.test(address)) return keepRanges(await overHttp(address, { signal }));
  return onDisk(source);
}
