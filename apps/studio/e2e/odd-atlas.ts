import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UNIT_COLUMNS } from '../../../packages/atlas/src/rows/unit-columns.ts';
import { writeRows } from '../../../packages/atlas/src/rows/write-rows.ts';
import {
  SYNTHETIC_FACTS,
  type SyntheticOptions,
  syntheticRows,
  writeSyntheticAtlas,
} from '../../../packages/atlas/src/testing/synthetic-atlas.ts';
import { syntheticSpeech, writeWithSpeech } from '../../../packages/atlas/src/testing/synthetic-speech.ts';

/**
 * Writes a made-up atlas with what is rare in it: labels in quotes, all but IY; a first unit of which nothing is known on speech;
 * and a second one with a curve of 200,000 steps; and a stretch of speech in which markup is said, at length.
 */
export async function writeOddAtlas(folder: string, options: SyntheticOptions): Promise<void> {
  await writeSyntheticAtlas(folder, options);
  const { map, index } = await syntheticRows(options);
  const unknown = { percentile: Number.NaN, naturalMax: Number.NaN };
  const mapped = map.map(({ label, ...row }, i) => ({
    ...row,
    label: label === undefined || label === 'IY' ? label : `"${label}"`,
    ...(i === 0 && unknown),
  }));
  const { rows } = await syntheticSpeech();
  const said = `<img src="x" onerror="alert(1)"> ${'AH '.repeat(300)}`;
  await writeWithSpeech(folder, mapped, { rows: rows.map((row, i) => (i === 2 ? { ...row, said } : row)) });
  const curve = Array.from({ length: 200_000 }, (_, step) => Math.fround(1 - Math.exp(-step / 40_000)));
  const indexed = index.map((row, i) => (i === 1 ? { ...row, curve } : row));
  await writeFile(join(folder, 'index.parquet'), await writeRows(UNIT_COLUMNS, indexed, SYNTHETIC_FACTS));
}
