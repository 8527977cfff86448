import { InputError, show } from '@audiate/protocol';
import { type AsyncBuffer, parquetSchema, type SchemaTree } from 'hyparquet';
import { readFooter } from '../parquet/footer.js';
import { readRows } from '../parquet/read-rows.js';
import type { CorpusClip } from '../scan/clip-source.js';
import { type ColumnNames, findColumns, usualColumn } from './columns.js';
import { readerOf } from './read-clip.js';

/** What is asked for of a file's end at first. */
const FOOTER_BYTES = 2 ** 17;
/** Rows of a row group, which may take next to no bytes where all are equal. */
const MAX_GROUP_ROWS = 2 ** 17;
/** Letters of a label, a transcript or a path: a dictionary has long ones for a few bytes a row. */
const MAX_TEXT = 2 ** 20;

/** How a shard is read. */
interface ParquetClipsOptions {
  readonly columns?: ColumnNames | undefined;
  /** Ends the reading, between two row groups or where the source does. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The clips of a Parquet shard as Hugging Face's `Audio` writes them, a struct of `bytes` and `path`, row group by row
 * group: by the column given, else the struct with a child `bytes` that has a usual name, else the first. Labels that are numbers of a `ClassLabel` are told by their names.
 * @throws InputError for what is no Parquet file, or has no such column.
 */
export async function* parquetClips(
  source: AsyncBuffer,
  shard: string,
  { columns, signal }: ParquetClipsOptions = {},
): AsyncGenerator<CorpusClip> {
  const wrong = (error: Error) => {
    signal?.throwIfAborted();
    if (error instanceof InputError) throw error;
    throw new InputError(`can't read the shard ${show(shard)}: ${error.message}`, { cause: error });
  };
  const metadata = await readFooter(source, FOOTER_BYTES).catch(wrong);
  const { children: tops } = parquetSchema(metadata);
  const names = tops.map(({ element }) => element.name);
  const sounds = tops.filter(({ children }) => children.some(isBytes)).map(({ element }) => element.name);
  const file = columns?.file ?? usualColumn('file', sounds) ?? sounds[0];
  const found = findColumns(`the shard ${show(shard)}`, names, { ...columns, ...(file === undefined ? {} : { file }) });
  const classes = found.label === undefined ? undefined : classNames(metadata.key_value_metadata ?? [], found.label);
  const wanted = ([top, ...below]: readonly string[]): boolean => {
    if (top === found.file) return below.length === 0 || (below.length === 1 && /^(bytes|path)$/.test(below[0]!));
    return top === found.label || top === found.transcript;
  };
  let row = 0;
  for (const [group, { num_rows }] of metadata.row_groups.entries()) {
    if (num_rows > MAX_GROUP_ROWS) {
      const advice = `write it again in groups of at most ${MAX_GROUP_ROWS}`;
      wrong(new Error(`a row group has ${num_rows} rows, too many to hold; ${advice}`));
    }
    if (num_rows === 0n) continue;
    signal?.throwIfAborted();
    const options = { metadata, group, wanted, utf8: false };
    for (const values of await readRows<Record<string, unknown>>(source, options).catch(wrong)) {
      yield clipOf(values, { ...found, classes, name: `${shard}#${row++}` });
    }
  }
}

const isBytes = ({ element, children }: SchemaTree): boolean => element.name === 'bytes' && children.length === 0;

interface Reading {
  readonly file: string;
  readonly label: string | undefined;
  readonly transcript: string | undefined;
  readonly classes: readonly string[] | undefined;
  readonly name: string;
}

function clipOf(row: Record<string, unknown>, { file, label, transcript, classes, name }: Reading): CorpusClip {
  const audio = (row[file] ?? {}) as { readonly bytes?: unknown; readonly path?: unknown };
  const said = label === undefined ? undefined : row[label];
  const words = transcript === undefined ? undefined : row[transcript];
  const path = audio.path == null ? '' : textOf('path', name, audio.path);
  const missing = async () => {
    throw new InputError(`its column ${show(file)} holds no bytes; shards of paths alone can't be heard`);
  };
  return {
    file: path === '' ? name : `${name}:${path}`,
    ...(audio.bytes instanceof Uint8Array ? readerOf(audio.bytes) : { sound: missing }),
    ...(said == null ? {} : { label: classes?.[Number(said)] ?? textOf('label', name, said) }),
    ...(words == null ? {} : { transcript: textOf('transcript', name, words) }),
  };
}

/** @throws InputError for more letters than anybody reads. */
function textOf(what: string, name: string, value: unknown): string {
  const { length } = value as { readonly length?: number };
  if (length !== undefined && length > MAX_TEXT) {
    throw new InputError(`the ${what} of ${show(name)} has ${length} letters, at most ${MAX_TEXT} are read`);
  }
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (typeof value === 'object') throw new InputError(`the ${what} of ${show(name)} is a list or struct, not a text`);
  return String(value);
}

/** The names of a `ClassLabel`, from the metadata that `datasets` writes. */
function classNames(
  metadata: readonly { readonly key: string; readonly value?: string }[],
  label: string,
): readonly string[] | undefined {
  try {
    const text = metadata.find(({ key }) => key === 'huggingface')?.value;
    const names = text && JSON.parse(text).info?.features?.[label]?.names;
    return Array.isArray(names) ? names.map(String) : undefined;
  } catch {
    return undefined;
  }
}
