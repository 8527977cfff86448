import { sha256 } from '@audiate/media';
import { InputError, nodeFiles, show } from '@audiate/protocol';
import { asyncBufferFromFile } from 'hyparquet';
import { INDEX } from '../merge/merge-atlas.js';
import { openRows } from '../rows/open-rows.js';
import { UNIT_COLUMNS } from '../rows/unit-columns.js';
import type { UnitRow } from '../rows/unit-row.js';
import { type AtlasFacts, atlasFacts } from './atlas-facts.js';

/** A merged atlas. */
export interface Atlas {
  /** The model, and what it was called when the plan was made. */
  readonly facts: AtlasFacts;
  /** Every unit in the order of the plan; all but curves and recipes, which are long. */
  readonly units: readonly Omit<UnitRow, 'curve' | 'recipe'>[];
  /** One unit with its curve and recipe. @throws InputError for a unit that the atlas lacks. */
  unit(layer: string, unit: number): Promise<UnitRow>;
  /** The FLAC file of a unit's sound. @throws InputError for a unit that the atlas lacks. */
  sound(layer: string, unit: number): Promise<Uint8Array>;
}

const SHORT = [
  ...[
    'layer',
    'unit',
    'name',
    'score',
    'best_score',
    'best_step',
    'stopped',
    'seconds',
    'retention',
    'worst_retention',
    'sample_rate',
    'gain',
  ],
  ...['slope_db_per_octave', 'density', 'energy_below_50_hz'],
  ...['sound_file', 'sound_offset', 'sound_bytes', 'sound_sha256', 'audio_sha256'],
  ...['engine', 'engine_detail', 'threads', 'audiate', 'cpu', 'item'],
];
/** A minute of sound at 96 kHz as FLAC, twice. */
const MAX_SOUND_BYTES = 2 ** 26;

/**
 * Opens a folder that `mergeAtlas` made.
 * @throws InputError where there is no index, or it is damaged.
 */
export async function openAtlas(folder: string): Promise<Atlas> {
  const { path } = nodeFiles(`can't read the folder ${show(folder)}`);
  const source = path.join(folder, INDEX);
  const file = await asyncBufferFromFile(source).catch((error) => {
    throw new InputError(`can't read ${show(source)}: ${error.message}; merge the chunks of a plan first`, {
      cause: error,
    });
  });
  const rows = await openRows({ file, source }, UNIT_COLUMNS);
  const facts = atlasFacts(rows.facts());
  const units = (await rows.read({ columns: SHORT })) as UnitRow[];
  const places = new Map(units.map(({ layer, unit }, row) => [`${layer}:${unit}`, row]));
  const rowOf = (layer: string, unit: number) => {
    const row = places.get(`${layer}:${unit}`);
    if (row !== undefined) return row;
    throw new InputError(`the atlas in ${show(folder)} has no unit ${show(`${layer}:${unit}`)}`);
  };
  return {
    facts,
    units,
    async unit(layer, unit) {
      const row = rowOf(layer, unit);
      const [read] = await rows.read({ rowStart: row, rowEnd: row + 1 });
      return read as UnitRow;
    },
    async sound(layer, unit) {
      const { soundFile, soundOffset, soundBytes, soundSha256 } = units[rowOf(layer, unit)]!;
      const isPlace = soundOffset >= 0 && soundBytes > 0 && soundBytes <= MAX_SOUND_BYTES;
      if (!/^sounds\/\d{5,7}\.tar$/.test(soundFile) || !isPlace) {
        throw new InputError(
          `the index names ${show(soundFile)} for ${layer}:${unit}, which is no archive of an atlas`,
        );
      }
      const archive = path.join(folder, soundFile);
      const bytes = await readRange(archive, soundOffset, soundBytes);
      if ((await sha256(bytes)) === soundSha256) return bytes;
      throw new InputError(`${show(archive)} does not hold the sound of ${layer}:${unit}; merge the plan again`);
    },
  };
}

/** Bytes of a file; fewer where it ends before. @throws InputError where it can't be read. */
async function readRange(file: string, offset: number, length: number): Promise<Uint8Array> {
  const { fs } = nodeFiles(`can't read ${show(file)}`);
  try {
    const handle = await fs.open(file);
    try {
      const bytes = new Uint8Array(length);
      const { bytesRead } = await handle.read(bytes, 0, length, offset);
      return bytes.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new InputError(`can't read ${show(file)}: ${(error as Error).message}`, { cause: error });
  }
}
