import { MAP, MAP_COLUMNS } from '../map/map-columns.js';
import type { MapRow } from '../map/map-row.js';
import { EXAMPLE_COLUMNS, SPEECH, SPEECH_SOUNDS } from '../map/stretch-columns.js';
import { writeRows } from '../rows/write-rows.js';
import type { Store } from '../store/store.js';
import type { UnitExamples } from './examples-of.js';

/**
 * Writes a map, and the speech whose hash it names. While speech is replaced there is no map, so that none names speech that is gone.
 * Where there are no examples, the speech of a map before goes last.
 */
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
  if (examples) {
    await store.remove(MAP);
    for (const [name, bytes] of examples.files) await store.write(name, bytes);
  }
  await store.write(MAP, map);
  if (!examples) for (const name of [SPEECH, SPEECH_SOUNDS]) await store.remove(name);
}
