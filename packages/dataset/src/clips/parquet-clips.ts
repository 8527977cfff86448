import { InputError, show } from '@audiate/protocol';
import { type AsyncBuffer, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import type { CorpusClip } from '../scan/clip-source.js';
import { type ColumnNames, findColumns } from './columns.js';
import { readerOf } from './read-clip.js';

/** A row group is in memory as a whole. */
const MAX_GROUP_BYTES = 2 ** 31;

/**
 * The clips of a Parquet shard as Hugging Face's `Audio` writes them, a struct of `bytes` and `path`, row group by row
 * group. Labels that are numbers of a `ClassLabel` are told by their names.
 * @throws InputError for what is no Parquet file, or has no such column.
 */
export async function* parquetClips(
  file: AsyncBuffer,
  shard: string,
  columns?: ColumnNames,
): AsyncGenerator<CorpusClip> {
  const wrong = (error: Error) => {
    throw new InputError(`can't read the shard ${show(shard)}: ${error.message}`, { cause: error });
  };
  const metadata = await parquetMetadataAsync(file).catch(wrong);
  const names = topColumns(metadata.schema);
  const found = findColumns(`the shard ${show(shard)}`, names, columns);
  const classes = found.label === undefined ? undefined : classNames(metadata.key_value_metadata ?? [], found.label);
  const wanted = [found.file, found.label, found.transcript].filter((name) => name !== undefined);
  let row = 0;
  for (const { num_rows, total_byte_size } of metadata.row_groups) {
    if (total_byte_size > MAX_GROUP_BYTES)
      wrong(new Error(`a row group has ${total_byte_size} bytes, too many to hold`));
    const [rowStart, rowEnd] = [row, row + Number(num_rows)];
    const rows = await parquetReadObjects({ file, metadata, rowStart, rowEnd, columns: wanted, utf8: false }).catch(
      wrong,
    );
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

function topColumns([root, ...elements]: readonly {
  readonly name: string;
  readonly num_children?: number;
}[]): string[] {
  const names: string[] = [];
  let at = 0;
  const pass = (): void => {
    const { num_children = 0 } = elements[at++] ?? {};
    for (let i = 0; i < num_children; i++) pass();
  };
  for (let i = 0; i < (root?.num_children ?? 0) && at < elements.length; i++) {
    names.push(elements[at]!.name);
    pass();
  }
  return names;
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
