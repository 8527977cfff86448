import { INDEX } from '../rows/file-names.js';
import { openRows } from '../rows/open-rows.js';
import { UNIT_COLUMNS } from '../rows/unit-columns.js';
import type { UnitRow } from '../rows/unit-row.js';
import type { Store } from '../store/store.js';

/** As every merge names its archives: an index may claim any file. */
const ARCHIVE = /^sounds\/\d{5,10}\.tar$/;

/**
 * The archives that the index of a place names, and another one does not; none of a place that has no index that can be read.
 * @param kept those of the other index.
 */
export async function staleArchives(place: Store, kept: ReadonlySet<string>): Promise<string[]> {
  if (!(await place.has(INDEX))) return [];
  try {
    const file = await openRows({ file: await place.open(INDEX), source: INDEX }, UNIT_COLUMNS);
    const rows = (await file.read({ columns: ['sound_file'] })) as Pick<UnitRow, 'soundFile'>[];
    const named = new Set(rows.map(({ soundFile }) => soundFile));
    return [...named].filter((name) => ARCHIVE.test(name) && !kept.has(name));
  } catch {
    return [];
  }
}
