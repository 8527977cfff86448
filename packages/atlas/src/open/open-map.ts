import { inMemory } from '@audiate/dataset/ranges';
import { InputError, show } from '@audiate/protocol';
import { MAP, MAP_COLUMNS, MAX_MAP_UNITS } from '../map/map-columns.js';
import type { MapRow } from '../map/map-row.js';
import { INDEX } from '../rows/file-names.js';
import { openRows, type Rows } from '../rows/open-rows.js';
import { UNIT_COLUMNS } from '../rows/unit-columns.js';
import type { UnitRow } from '../rows/unit-row.js';
import { type AtlasPlace, type AtlasSource, placeOf } from './atlas-source.js';
import { checkMapRows } from './check-map-rows.js';
import { checkUnitRow } from './check-unit-row.js';
import { type MapFacts, mapFacts } from './map-facts.js';
import { exampleReader, type SpeechExample } from './read-examples.js';
import { readSound } from './read-sound.js';
import { rowsByUnit } from './rows-by-unit.js';

/** A merged atlas, opened by its map: what is not on the map is read when it is asked for. */
export interface AtlasMap {
  readonly facts: MapFacts;
  /** Every unit in the order of the plan. */
  readonly units: readonly MapRow[];
  /** One unit as the index tells it, with its curve and recipe. @throws InputError for a unit that the atlas lacks, for a row that no unit has, and where index and map are of two atlases. */
  unit(layer: string, unit: number): Promise<UnitRow>;
  /** The FLAC file of a unit's sound, by one request. Its hash is checked where `unit` has read the unit before. @throws InputError for a unit that the atlas lacks. */
  sound(layer: string, unit: number): Promise<Uint8Array>;
  /** The stretches of recorded speech that drive a unit most, the strongest first; none where the map was made without. @throws InputError for a unit that the atlas lacks, and where the map's speech is missing or damaged. */
  examples(layer: string, unit: number): Promise<readonly SpeechExample[]>;
  /** The FLAC file of a stretch of speech, by one request; its hash is checked. @throws InputError for one that the map lacks. */
  speech(stretch: number): Promise<Uint8Array>;
}

const MAX_MAP_BYTES = 2 ** 27;
/** Rows of the index that are kept. */
const KEPT = 256;

/**
 * Opens the map of a merged atlas, also in a page: of `index.parquet` nothing is read until a unit is asked for, of the archives
 * only the sounds that are asked for.
 * @param source its folder, the address of its folder, a bucket, or its files.
 * @throws InputError where there is no map, it is damaged, or has more than 262,144 units.
 */
export async function openMap(source: AtlasSource): Promise<AtlasMap> {
  const at = placeOf(source);
  const { facts, units, bytes } = await readMap(at);
  const reader = facts.speech === undefined ? undefined : exampleReader(at, { bytes, speech: facts.speech });
  const rowOf = rowsByUnit(at, units);
  let index: Promise<Rows<UnitRow>> | undefined;
  const kept = new Map<number, UnitRow>();
  const openIndex = async () => {
    const rows = await openRows({ file: await at.open(INDEX), source: at.say(INDEX) }, UNIT_COLUMNS);
    if (rows.count === units.length) return rows;
    throw new InputError(
      `${show(at.say(MAP))} has ${units.length} units and the index ${rows.count}; make the map of this index anew`,
    );
  };
  return {
    facts,
    units,
    async unit(layer, unit) {
      const row = rowOf(layer, unit);
      index ??= openIndex();
      index.catch(() => {
        index = undefined; // the next one tries again
      });
      const [read] = (await (await index).read({ rowStart: row, rowEnd: row + 1 })) as UnitRow[];
      const { soundFile, soundOffset } = units[row]!;
      const isOwn = read?.layer === layer && read.unit === unit;
      if (!isOwn || read.soundFile !== soundFile || read.soundOffset !== soundOffset) {
        throw new InputError(
          `row ${row} of ${show(at.say(INDEX))} is not ${show(`${layer}:${unit}`)}; make the map anew`,
        );
      }
      checkUnitRow(read, at.say(INDEX));
      if (kept.size >= KEPT) kept.delete(kept.keys().next().value!);
      kept.set(row, read);
      return read;
    },
    async sound(layer, unit) {
      const row = rowOf(layer, unit);
      return readSound(at, units[row]!, kept.get(row)?.soundSha256);
    },
    async examples(layer, unit) {
      return (await reader?.examples(rowOf(layer, unit))) ?? [];
    },
    async speech(stretch) {
      if (reader) return reader.speech(stretch);
      throw new InputError(`${show(at.say(MAP))} was made without examples; hear the speech again`);
    },
  };
}

/** All of it is needed, so it is read by one request. */
async function readMap(at: AtlasPlace): Promise<{ facts: MapFacts; units: MapRow[]; bytes: Uint8Array }> {
  const source = at.say(MAP);
  const bytes = await at.whole(MAP, MAX_MAP_BYTES);
  const rows = await openRows({ file: inMemory(bytes), source }, MAP_COLUMNS);
  if (!(rows.count <= MAX_MAP_UNITS)) {
    throw new InputError(`${show(source)} has ${rows.count} units, more than ${MAX_MAP_UNITS}, the most of a map`);
  }
  const facts = mapFacts(rows.facts());
  const units = (await rows.read()) as MapRow[];
  checkMapRows(units, source);
  return { facts, units, bytes };
}
