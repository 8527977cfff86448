import { inMemory } from '@audiate/dataset/ranges';
import { sha256 } from '@audiate/media';
import { type AtlasInfo, atlasInfo } from '../open/atlas-info.js';
import { orMergeFirst } from '../open/or-merge-first.js';
import { SHORT_COLUMNS } from '../open/short-columns.js';
import { INDEX } from '../rows/file-names.js';
import { openRows } from '../rows/open-rows.js';
import { UNIT_COLUMNS } from '../rows/unit-columns.js';
import type { UnitRow } from '../rows/unit-row.js';
import type { Store } from '../store/store.js';
import { storeAt } from '../store/store-at.js';

/** The index of a merged atlas, read and hashed. */
export interface AtlasIndex {
  /** Where the atlas is. */
  readonly store: Store;
  /** The model, and what it was called when the plan was made. */
  readonly facts: AtlasInfo;
  /** Every unit in the order of the plan; all but curves and recipes, which are long. */
  readonly units: readonly Omit<UnitRow, 'curve' | 'recipe'>[];
  /** Of the file's bytes. */
  readonly sha256: string;
}

/**
 * Reads the index of a merged atlas, by one request. Its bytes are held until the rows are read.
 * @param place a folder of this machine, or a bucket.
 * @throws InputError where there is none, or it is damaged.
 */
export async function readIndex(place: string | Store): Promise<AtlasIndex> {
  const store = storeAt(place);
  const bytes = await orMergeFirst(store, store.read(INDEX));
  const rows = await openRows({ file: inMemory(bytes), source: `${INDEX} in ${store.source}` }, UNIT_COLUMNS);
  const facts = atlasInfo(rows.facts());
  const units = (await rows.read({ columns: SHORT_COLUMNS })) as UnitRow[];
  return { store, facts, units, sha256: await sha256(bytes) };
}
