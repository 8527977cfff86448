import { MAP, MAP_COLUMNS } from '../map/map-columns.js';
import type { MapRow } from '../map/map-row.js';
import { EXAMPLE_COLUMNS, SPEECH, SPEECH_SOUNDS } from '../map/stretch-columns.js';
import { writeRows } from '../rows/write-rows.js';
import type { Store } from '../store/store.js';
import type { UnitExamples } from './examples-of.js';

/** Writes the speech of a map, and last the map, which names the hash of it. Where there are no examples, the speech of a map before goes. */
export async function writeMap(
  store: Store,
  rows: readonly MapRow[],
  { facts, examples }: { readonly facts: object; readonly examples: UnitExamples | undefined },
): Promise<void> {
  const map = examples
    ? await writeRows(
        [...MAP_COLUMNS, ...EXAMPLE_COLUMNS],
        rows.map((row, i) => ({ ...row, ...examples.rows[i]! })),
        { ...facts, speech: examples.speech },
      )
    : await writeRows(MAP_COLUMNS, rows, facts);
  for (const name of [SPEECH_SOUNDS, SPEECH]) {
    const bytes = examples?.files.get(name);
    await (bytes ? store.write(name, bytes) : store.remove(name));
  }
  await store.write(MAP, map);
}
