import { InputError, show } from '@audiate/protocol';
import { type AsyncBuffer, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { COLUMNS } from './schema.js';
import type { UnitRow } from './unit-row.js';

/** Which rows and columns are read. */
export interface Part {
  readonly rowStart?: number;
  readonly rowEnd?: number;
  /** Names in the file; all unless given. */
  readonly columns?: readonly string[];
}

/**
 * The rows of a Parquet file that {@link writeRows} wrote; only the bytes of what is asked for are read.
 * @param source what it is, as a message names it.
 * @throws InputError for a file that is damaged, or not of an atlas.
 */
export async function readRows(file: AsyncBuffer, source: string, part: Part = {}): Promise<Partial<UnitRow>[]> {
  const { rowStart, rowEnd, columns } = part;
  try {
    const metadata = await parquetMetadataAsync(file);
    const wanted = COLUMNS.filter(([name]) => columns?.includes(name) ?? true);
    const read = await parquetReadObjects({
      file,
      metadata,
      columns: wanted.map(([name]) => name),
      ...(rowStart === undefined ? {} : { rowStart }),
      ...(rowEnd === undefined ? {} : { rowEnd }),
    });
    return read.map((found) => rowOf(found, wanted));
  } catch (error) {
    throw new InputError(`${show(source)} is no index of an atlas, or damaged: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** The facts that were written with the rows. @throws InputError where there are none. */
export async function readFacts(file: AsyncBuffer, source: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const { key_value_metadata: kept = [] } = await parquetMetadataAsync(file);
    return Object(JSON.parse(kept.find(({ key }) => key === 'audiate')?.value ?? ''));
  } catch (error) {
    throw new InputError(`${show(source)} is no index of an atlas, or damaged: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** @throws Error where a column that every row has is missing or of another type. */
function rowOf(found: Readonly<Record<string, unknown>>, wanted: typeof COLUMNS): Partial<UnitRow> {
  const row: Record<string, unknown> = {};
  for (const [name, type, of, optional] of wanted) {
    const value = found[name];
    if (optional && (value === undefined || value === null)) continue;
    if (type === 'text' ? typeof value === 'string' : type === 'numbers' && Array.isArray(value)) row[of] = value;
    else if (type === 'INT64' && typeof value === 'bigint') row[of] = Number(value);
    else if (['INT32', 'FLOAT', 'DOUBLE'].includes(type) && typeof value === 'number') row[of] = value;
    else throw new Error(`its column ${name} holds ${show(value)}`);
  }
  return row as Partial<UnitRow>;
}
