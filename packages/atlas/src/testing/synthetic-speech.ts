import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '@audiate/media';
import { MAP, MAP_COLUMNS } from '../map/map-columns.js';
import type { MapRow } from '../map/map-row.js';
import { EXAMPLE_COLUMNS, type ExampleRow, SPEECH, SPEECH_SOUNDS, STRETCH_COLUMNS } from '../map/stretch-columns.js';
import type { StretchRow } from '../map/stretch-row.js';
import { writeRows } from '../rows/write-rows.js';
import { madeSounds } from './made-sounds.js';
import { SYNTHETIC_FACTS } from './synthetic-atlas.js';

const STRETCHES = 6;
const SECONDS = 0.5;

/** Stretches of speech that nobody said, and their archive. */
export async function syntheticSpeech(): Promise<{ readonly rows: StretchRow[]; readonly archive: Uint8Array }> {
  const { archive, made } = await madeSounds(STRETCHES, {
    seconds: SECONDS,
    sampleRate: SYNTHETIC_FACTS.model.sampleRate,
  });
  const rows = made.map(
    ({ offset, bytes, sha256: soundSha256 }, i): StretchRow => ({
      recording: i,
      file: i % 2 === 0 ? `speaker ${i}/recording-${i}.flac` : undefined,
      from: i === 1 ? -0.1 : 3.2 * i,
      seconds: SECONDS,
      said: i === 5 ? undefined : `IY S ${i}`,
      transcript: i === 0 ? 'she sees the sea' : undefined,
      gain: 1,
      soundOffset: offset,
      soundBytes: bytes,
      soundSha256,
    }),
  );
  return { rows, archive };
}

/** The examples of a made-up unit. The first unit has none. */
export const syntheticExamples = (i: number): ExampleRow => ({
  examples: i === 0 ? [] : [0, 1, 2].map((n) => (i + n) % STRETCHES),
  exampleScores: i === 0 ? [] : [3, 2.5, 1],
});

/** Writes a map with examples, and the speech beside it. What is given goes before. */
export async function writeWithSpeech(
  folder: string,
  map: readonly MapRow[],
  change: {
    readonly rows?: readonly StretchRow[];
    readonly examples?: (i: number) => ExampleRow;
    readonly facts?: object;
  } = {},
): Promise<void> {
  const { rows, archive } = await syntheticSpeech();
  const table = await writeRows(STRETCH_COLUMNS, change.rows ?? rows, { format: 1 });
  await writeFile(join(folder, SPEECH), table);
  await writeFile(join(folder, SPEECH_SOUNDS), archive);
  const examples = change.examples ?? syntheticExamples;
  const mapped = map.map((row, i) => ({ ...row, ...examples(i) }));
  const facts = { ...SYNTHETIC_FACTS, speech: await sha256(table), ...change.facts };
  await writeFile(join(folder, MAP), await writeRows([...MAP_COLUMNS, ...EXAMPLE_COLUMNS], mapped, facts));
}
