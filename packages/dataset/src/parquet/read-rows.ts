import type { AsyncBuffer, ColumnMetaData, FileMetaData, SchemaTree } from 'hyparquet';
import { parquetSchema } from 'hyparquet';
import { assembleAsync, asyncGroupToRows } from 'hyparquet/src/rowgroup.js';
import { getMaxRepetitionLevel, getTreePath } from 'hyparquet/src/schema.js';
import { readColumn } from './read-column.js';

/** Values of lists that a row group may claim in any case, and how many for each of its bytes. */
const FREE_VALUES = 2 ** 22;
const VALUES_PER_BYTE = 32;
/** Bytes between two columns that are rather read than asked for apart. */
const MAX_GAP = 2 ** 13;
/** Bytes of a row group: it is in memory as a whole. */
const MAX_GROUP_BYTES = 2 ** 31;
/** Kinds of values that hyparquet reads in time and memory that go with their bytes. */
const KINDS = /^(UTF8|ENUM|LIST|DATE|TIME(STAMP)?_(MILLIS|MICROS)|U?INT_\d+)$/;
const LOGICAL_KINDS = /^(STRING|ENUM|LIST|DATE|TIME|TIMESTAMP|INTEGER|NULL|UUID)$/;

/** What is read of a Parquet file. */
export interface RowsOptions {
  readonly metadata: FileMetaData;
  /** Which row group. */
  readonly group: number;
  /** Rows of it; all unless given. */
  readonly rows?: readonly [from: number, to: number];
  /** Whether a column is read, by its path; the names of its own groups and lists among it. */
  readonly wanted: (path: readonly string[]) => boolean;
  /** Whether plain bytes are read as text; true unless given. */
  readonly utf8?: boolean;
}

/**
 * Rows of one row group, of which only the columns wanted are fetched.
 * @throws Error for what can't be read, and for what claims more than the row group and its bytes can hold.
 */
export async function readRows<Row>(file: AsyncBuffer, options: RowsOptions): Promise<Row[]> {
  const { metadata, group, wanted, utf8 = true } = options;
  const { num_rows, columns } = metadata.row_groups[group]!;
  const rowCount = Number(num_rows);
  const [from, to] = options.rows ?? [0, rowCount];
  const tree = pruned(parquetSchema(metadata), wanted);
  const leaves = leavesOf(tree).map((path) => {
    const its = columns.flatMap(({ meta_data }) =>
      meta_data && same(meta_data.path_in_schema, path) ? [meta_data] : [],
    );
    if (its.length !== 1) throw new Error(`a row group has the column ${path.join('.')} ${its.length} times`);
    return { metadata: its[0]!, path: getTreePath(tree, [...path]) };
  });
  for (const { path } of leaves) for (const { element } of path.slice(1)) checkKind(element);
  const parts = await fetchParts(
    file,
    leaves.map(({ metadata: its }) => placeOf(its, file.byteLength)),
  );
  const bytes = parts.reduce((sum, part) => sum + part.length, 0);
  let left = FREE_VALUES + VALUES_PER_BYTE * bytes;
  const asyncColumns = [];
  for (const [i, { metadata: its, path }] of leaves.entries()) {
    const isList = getMaxRepetitionLevel(path) > 0;
    const most = isList ? left : rowCount;
    const { data, values } = await readColumn({ metadata: its, path, bytes: parts[i]!, values: most, utf8 });
    if (isList) left -= values;
    const length = data.reduce((sum, chunk) => sum + chunk.length, 0);
    if (length !== rowCount)
      throw new Error(`the column ${its.path_in_schema.join('.')} has ${length} rows of ${rowCount}`);
    asyncColumns.push({ pathInSchema: its.path_in_schema, data: Promise.resolve({ data, skipped: 0 }) });
  }
  const rows = { groupStart: 0, groupRows: rowCount, selectStart: from, selectEnd: to, asyncColumns };
  return (await asyncGroupToRows(assembleAsync(rows, tree), from, to, undefined, 'object')) as Row[];
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i]);

/** The tree of those columns alone that are wanted. */
function pruned(tree: SchemaTree, wanted: RowsOptions['wanted']): SchemaTree {
  const children = tree.children.flatMap((child) => {
    if (child.children.length === 0) return wanted(child.path) ? [child] : [];
    const below = pruned(child, wanted);
    return below.children.length > 0 ? [below] : [];
  });
  return { ...tree, children };
}

/** Paths of the columns that hold values. */
export function leavesOf({ children, path }: SchemaTree): (readonly string[])[] {
  return children.length > 0 ? children.flatMap(leavesOf) : path.length > 0 ? [path] : [];
}

function checkKind({ name, converted_type, logical_type }: SchemaTree['element']): void {
  const odd = [
    converted_type && !KINDS.test(converted_type) ? converted_type : undefined,
    logical_type?.type && !LOGICAL_KINDS.test(logical_type.type) ? logical_type.type : undefined,
  ].find((kind) => kind !== undefined);
  if (odd) throw new Error(`its column ${name} has values of the kind ${odd}, which is not read`);
}

type Place = readonly [start: number, end: number];

function placeOf(
  { dictionary_page_offset, data_page_offset, total_compressed_size, path_in_schema }: ColumnMetaData,
  size: number,
): Place {
  const start = Number(dictionary_page_offset || data_page_offset);
  const end = start + Number(total_compressed_size);
  if (start >= 0 && end >= start && end <= size) return [start, end];
  throw new Error(`its column ${path_in_schema.join('.')} lies beyond the end of the file`);
}

/** The bytes at each place; places that are close to each other are asked for together. */
async function fetchParts(file: AsyncBuffer, places: readonly Place[]): Promise<Uint8Array[]> {
  const runs: { readonly start: number; end: number; bytes: Uint8Array }[] = [];
  for (const [start, end] of [...places].sort((a, b) => a[0] - b[0])) {
    const last = runs.at(-1);
    if (last && start <= last.end + MAX_GAP) last.end = Math.max(last.end, end);
    else runs.push({ start, end, bytes: new Uint8Array(0) });
  }
  const total = runs.reduce((sum, { start, end }) => sum + end - start, 0);
  if (total > MAX_GROUP_BYTES) throw new Error(`a row group has ${total} bytes, too many to hold`);
  for (const run of runs) run.bytes = new Uint8Array(await file.slice(run.start, run.end));
  return places.map(([start, end]) => {
    const run = runs.find((one) => one.start <= start && end <= one.end)!;
    return run.bytes.subarray(start - run.start, end - run.start);
  });
}
