import { InputError, show } from '@audiate/protocol';
import { type AsyncBuffer, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import type { Columns } from './columns.js';

/** Which rows and columns are read. */
interface Part {
  readonly rowStart?: number;
  readonly rowEnd?: number;
  /** Names in the file; all unless given. */
  readonly columns?: readonly string[];
}

/** A Parquet file that `writeRows` wrote. What it is told is read when it is asked for. */
export interface Rows<Row> {
  /** How many rows there are, as the file claims. */
  readonly count: number;
  /** What was written with the rows. @throws InputError where there is nothing. */
  facts(): Readonly<Record<string, unknown>>;
  /** Rows; only the bytes of what is asked for are read. @throws InputError for a file that is damaged. */
  read(part?: Part): Promise<Partial<Row>[]>;
}

/**
 * Opens a file of rows.
 * `source` is what it is, as a message names it.
 * @throws InputError for a file that is damaged, or not of an atlas.
 */
export async function openRows<Row>(
  { file, source }: { readonly file: AsyncBuffer; readonly source: string },
  all: Columns<Row>,
): Promise<Rows<Row>> {
  const damaged = (error: unknown) =>
    new InputError(`${show(source)} is no index of an atlas, or damaged: ${(error as Error).message}`, {
      cause: error,
    });
  const metadata = await parquetMetadataAsync(file).catch((error) => {
    throw damaged(error);
  });
  const grouped = metadata.row_groups.reduce((sum, { num_rows }) => sum + Number(num_rows), 0);
  if (grouped !== Number(metadata.num_rows)) {
    throw damaged(new Error(`it claims ${metadata.num_rows} rows, and its groups ${grouped}`));
  }
  const held = new Set(metadata.schema.map(({ name }) => name));
  return {
    count: Number(metadata.num_rows),
    facts() {
      const told = metadata.key_value_metadata?.find(({ key }) => key === 'audiate')?.value ?? '';
      try {
        return Object(JSON.parse(told));
      } catch (error) {
        throw damaged(error);
      }
    },
    async read({ columns, ...rows } = {}) {
      const wanted = all.filter(
        // A file that was written before there was a column that need not be there lacks it.
        ([name, , , optional]) => (columns?.includes(name) ?? true) && (!optional || held.has(name)),
      );
      try {
        const read = await parquetReadObjects({ file, metadata, columns: wanted.map(([name]) => name), ...rows });
        return read.map((found) => rowOf(found, wanted));
      } catch (error) {
        throw damaged(error);
      }
    },
  };
}

/** @throws Error where a column that every row has is missing or of another type. */
function rowOf<Row>(found: Readonly<Record<string, unknown>>, wanted: Columns<Row>): Partial<Row> {
  const row: Record<string, unknown> = {};
  for (const [name, type, of, optional] of wanted) {
    const value = found[name];
    if (optional && (value === undefined || value === null)) continue;
    if (type === 'text' ? typeof value === 'string' : type === 'numbers' && Array.isArray(value)) row[of] = value;
    else if (type === 'INT64' && typeof value === 'bigint') row[of] = Number(value);
    else if (['INT32', 'FLOAT', 'DOUBLE'].includes(type) && typeof value === 'number') row[of] = value;
    else throw new Error(`its column ${name} holds ${show(value)}`);
  }
  return row as Partial<Row>;
}
