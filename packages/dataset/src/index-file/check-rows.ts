import { type FileMetaData, parquetSchema } from 'hyparquet';
import { leavesOf } from '../parquet/read-rows.js';
import { SUM_STATE } from '../tally/exact-sums.js';
import { MAX_BUCKET } from '../tally/histogram.js';
import type { IndexFacts } from './facts.js';
import type { MomentRow, UnitRow } from './rows.js';
import { LEAVES } from './schema.js';

const NUMBERS = ['unit', 'mean', 'deviation', 'active', 'min', 'max'] as const;
const COUNTS = ['count', 'active_count'] as const;
const NUMBER_LISTS = ['sample_value', 'sample_frame', 'bucket', 'bucket_count', 'sum', 'sum_of_squares'] as const;

/** @throws Error unless a file has a row group for each layer, with a row for each unit. */
export function checkRowGroups({ row_groups }: FileMetaData, { layers }: IndexFacts): void {
  if (row_groups.length !== layers.length) {
    throw new Error(`it has ${row_groups.length} row groups for ${layers.length} layers`);
  }
  for (const [i, { name, channels }] of layers.entries()) {
    const rows = row_groups[i]!.num_rows;
    if (rows !== BigInt(channels)) throw new Error(`${name} has ${channels} units, its row group ${rows} rows`);
  }
}

/** @throws Error unless a file has all columns of an index, each with its kind of values. */
export function checkColumns({ schema }: FileMetaData): void {
  const kinds = new Map<string, string | undefined>();
  const leaves = leavesOf(parquetSchema({ schema } as FileMetaData));
  const elements = schema.filter(({ type }) => type);
  for (const [i, path] of leaves.entries()) kinds.set(path.join('.'), elements[i]?.type);
  for (const [column, kind] of LEAVES) {
    const found = kinds.get(column);
    if (found !== kind)
      throw new Error(found ? `its column ${column} is ${found}, not ${kind}` : `it has no column ${column}`);
  }
}

/** @throws Error for a row whose lists are not as long as the facts say, or that names what there isn't. */
export function checkRow(row: UnitRow, { settings, sample, model }: IndexFacts): void {
  for (const column of NUMBERS) {
    if (typeof row[column] !== 'number') throw new Error(`its column ${column} has a row without a number`);
  }
  for (const column of COUNTS) {
    if (typeof row[column] !== 'bigint') throw new Error(`its column ${column} has a row without a number`);
  }
  const lengths: readonly (readonly [keyof UnitRow, least: number, most: number])[] = [
    ['top', 0, settings.topK],
    ['bottom', 0, settings.topK],
    ['sample_value', sample.length, sample.length],
    ['sample_frame', sample.length, sample.length],
    ['sum', SUM_STATE, SUM_STATE],
    ['sum_of_squares', SUM_STATE, SUM_STATE],
    ['bucket', 0, 2 * MAX_BUCKET + 1],
    ['bucket_count', 0, 2 * MAX_BUCKET + 1],
  ];
  for (const [column, least, most] of lengths) {
    const { length } = (row[column] ?? {}) as { readonly length?: number };
    if (length === undefined || length < least || length > most) {
      throw new Error(
        `its column ${column} has ${length ?? 'no'} values, ${least === most ? '' : 'at most '}${most} are due`,
      );
    }
  }
  for (const column of NUMBER_LISTS) {
    const kind = column === 'bucket_count' ? 'bigint' : 'number';
    if (!(row[column] as readonly unknown[]).every((value) => typeof value === kind)) {
      throw new Error(`its column ${column} has a value that is no number`);
    }
  }
  if (row.bucket.length !== row.bucket_count.length) throw new Error('its buckets and their counts are not as many');
  const odd = row.bucket.find((bucket) => !Number.isInteger(bucket) || Math.abs(bucket) > MAX_BUCKET);
  if (odd !== undefined) throw new Error(`there is no bucket ${odd}`);
  // A window is a whole number of samples.
  const longest = settings.window + 1 / model.sampleRate;
  if (![...row.top, ...row.bottom].every((moment) => isMoment(moment, longest))) {
    throw new Error('a moment has no file, or lies where none can be');
  }
}

function isMoment(moment: MomentRow | null, longest: number): boolean {
  if (!moment || typeof moment.file !== 'string') return false;
  const { seconds, value, frame, start, length } = moment;
  if (![seconds, value, frame, start, length].every(Number.isFinite)) return false;
  return frame >= 0 && start >= 0 && length > 0 && length <= longest;
}
