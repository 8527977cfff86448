import { INDEX } from '../rows/file-names.js';
import { openRows } from '../rows/open-rows.js';
import { UNIT_COLUMNS } from '../rows/unit-columns.js';
import type { UnitRow } from '../rows/unit-row.js';
import { type AtlasInfo, atlasInfo } from './atlas-info.js';
import { type AtlasSource, placeOf } from './atlas-source.js';
import { checkUnitRow } from './check-unit-row.js';
import { readSound } from './read-sound.js';
import { rowsByUnit } from './rows-by-unit.js';
import { SHORT_COLUMNS } from './short-columns.js';

/** A merged atlas. */
export interface Atlas {
  /** The model, and what it was called when the plan was made. */
  readonly facts: AtlasInfo;
  /** Every unit in the order of the plan; all but curves and recipes, which are long. */
  readonly units: readonly Omit<UnitRow, 'curve' | 'recipe'>[];
  /** One unit with its curve and recipe. @throws InputError for a unit that the atlas lacks, and for a row that no unit has. */
  unit(layer: string, unit: number): Promise<UnitRow>;
  /** The FLAC file of a unit's sound. @throws InputError for a unit that the atlas lacks. */
  sound(layer: string, unit: number): Promise<Uint8Array>;
}

/**
 * Opens what `mergeAtlas` made and reads the rows of all units. `openMap` needs fewer bytes to begin with.
 * @param source its folder, the address of its folder, a bucket, or its files.
 * @throws InputError where there is no index, or it is damaged.
 */
export async function openAtlas(source: AtlasSource): Promise<Atlas> {
  const at = placeOf(source);
  const rows = await openRows({ file: await at.open(INDEX), source: at.say(INDEX) }, UNIT_COLUMNS);
  const facts = atlasInfo(rows.facts());
  const units = (await rows.read({ columns: SHORT_COLUMNS })) as UnitRow[];
  const rowOf = rowsByUnit(at, units);
  return {
    facts,
    units,
    async unit(layer, unit) {
      const row = rowOf(layer, unit);
      const [read] = await rows.read({ rowStart: row, rowEnd: row + 1 });
      checkUnitRow(read as UnitRow | undefined, at.say(INDEX));
      return read as UnitRow;
    },
    async sound(layer, unit) {
      const row = units[rowOf(layer, unit)]!;
      return readSound(at, row, row.soundSha256);
    },
  };
}
