import { InputError, show } from '@audiate/protocol';
import { type AsyncBuffer, parquetMetadataAsync, parquetReadObjects, type SchemaElement } from 'hyparquet';
import type { CorpusClip } from '../scan/clip-source.js';
import { type ColumnNames, findColumns, usualColumn } from './columns.js';
import { readerOf } from './read-clip.js';

/** A row group is in memory as a whole. */
const MAX_GROUP_BYTES = 2 ** 31;
/** Rows of a row group, which may take next to no bytes where all are equal. */
const MAX_GROUP_ROWS = 2 ** 17;

/**
 * The clips of a Parquet shard as Hugging Face's `Audio` writes them, a struct of `bytes` and `path`, row group by row
 * group: by the column given, else the struct with a child `bytes` that has a usual name, else the first. Labels that are numbers of a `ClassLabel` are told by their names.
 * @throws InputError for what is no Parquet file, or has no such column.
 */
export async function* parquetClips(
  source: AsyncBuffer,
  shard: string,
  columns?: ColumnNames,
): AsyncGenerator<CorpusClip> {
  const wrong = (error: Error) => {
    throw new InputError(`can't read the shard ${show(shard)}: ${error.message}`, { cause: error });
  };
  const metadata = await parquetMetadataAsync(source).catch(wrong);
  const tops = topColumns(metadata.schema);
  const names = tops.map(({ name }) => name);
  const sounds = tops.filter(({ children }) => children.includes('bytes')).map(({ name }) => name);
  const file = columns?.file ?? usualColumn('file', sounds) ?? sounds[0];
  const found = findColumns(`the shard ${show(shard)}`, names, { ...columns, ...(file === undefined ? {} : { file }) });
  const classes = found.label === undefined ? undefined : classNames(metadata.key_value_metadata ?? [], found.label);
  const wanted = [found.file, found.label, found.transcript].filter((name) => name !== undefined);
  let row = 0;
  for (const { num_rows, total_byte_size } of metadata.row_groups) {
    if (total_byte_size > MAX_GROUP_BYTES)
      wrong(new Error(`a row group has ${total_byte_size} bytes, too many to hold`));
    if (num_rows < 0 || num_rows > MAX_GROUP_ROWS) {
      const advice = `write it again in groups of at most ${MAX_GROUP_ROWS}`;
      wrong(new Error(`a row group has ${num_rows} rows, too many to hold; ${advice}`));
    }
    const [rowStart, rowEnd] = [row, row + Number(num_rows)];
    const rows = await parquetReadObjects({
      file: source,
      metadata,
      rowStart,
      rowEnd,
      columns: wanted,
      utf8: false,
    }).catch(wrong);
    for (const values of rows ?? []) yield clipOf(values, { ...found, classes, name: `${shard}#${row++}` });
  }
}

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
  const path = audio.path instanceof Uint8Array ? new TextDecoder().decode(audio.path) : audio.path;
  const missing = async () => {
    throw new InputError(`its column ${show(file)} holds no bytes; shards of paths alone can't be heard`);
  };
  return {
    file: typeof path === 'string' && path !== '' ? `${name}:${path}` : name,
    ...(audio.bytes instanceof Uint8Array ? readerOf(audio.bytes) : { sound: missing }),
    ...(said == null ? {} : { label: classes?.[Number(said)] ?? textOf(said) }),
    ...(words == null ? {} : { transcript: textOf(words) }),
  };
}

const textOf = (value: unknown): string =>
  value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value);

/** The columns with the names of their direct children. */
function topColumns([root, ...elements]: readonly SchemaElement[]): { name: string; children: string[] }[] {
  let at = 0;
  const pass = (): { name: string; children: string[] } => {
    const { name = '', num_children = 0 } = elements[at++] ?? {};
    const children: string[] = [];
    for (let i = 0; i < num_children && at < elements.length; i++) children.push(pass().name);
    return { name, children };
  };
  const columns = [];
  for (let i = 0; i < (root?.num_children ?? 0) && at < elements.length; i++) columns.push(pass());
  return columns;
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
