import { inMemory } from '@audiate/dataset/ranges';
import { sha256 } from '@audiate/media';
import { InputError, show } from '@audiate/protocol';
import { chunkName } from '../chunk/chunk-folders.js';
import { chunkFile, type FinishedChunks, finishedChunks } from '../chunk/finished-chunks.js';
import { MAP, MAP_COLUMNS } from '../map/map-columns.js';
import { SPEECH, SPEECH_SOUNDS } from '../map/stretch-columns.js';
import { type AtlasPlan, type Chunk, chunksOf, unitCount } from '../plan/atlas-plan.js';
import { readPlan } from '../plan/plan-file.js';
import { planHash } from '../plan/plan-hash.js';
import { INDEX } from '../rows/file-names.js';
import { openRows } from '../rows/open-rows.js';
import { UNIT_COLUMNS } from '../rows/unit-columns.js';
import type { UnitRow } from '../rows/unit-row.js';
import { writeRows } from '../rows/write-rows.js';
import type { Store } from '../store/store.js';
import { storeAt } from '../store/store-at.js';
import { datasetCard } from './dataset-card.js';
import { staleArchives } from './stale-archives.js';

/** Options of {@link mergeAtlas}. */
export interface MergeOptions {
  /**
   * Called once, when all chunks were found finished and before any is read, with the names of the files in `sounds`: to
   * look whether the folder is free. What it throws ends the merge.
   */
  readonly onBegin?: (archives: readonly string[]) => Promise<void>;
  /** Called once, before anything is written or removed: to make room. */
  readonly onWrite?: () => Promise<void>;
}

/** What a merge made. */
export interface Merged {
  readonly units: number;
  /** Archives of sounds. */
  readonly archives: number;
}

/**
 * Merges the finished chunks of a plan into one place: `index.parquet`, one row a unit in the order of the plan,
 * `sounds/*.tar`, and a `README.md` by which the Hugging Face Hub knows it as a dataset. Every unit of the plan must be there
 * exactly once, and every sound be the one that was written with its row. One chunk is in memory at a time, and all rows.
 *
 * Where an index or a map is already, all chunks are checked first, for which they are read once more: one that is damaged leaves
 * what is there. Then it is replaced, and archives go that the index before named alone. The map of the same index stays.
 * @param place a folder or a bucket that holds `plan.json` and the finished chunks.
 * @param out a folder, or a bucket.
 * @throws InputError that names the first chunk that is missing or damaged.
 */
export async function mergeAtlas(
  place: string | Store,
  out: string | Store,
  { onBegin, onWrite }: MergeOptions = {},
): Promise<Merged> {
  const plan = await readPlan(place);
  const finished = finishedChunks(storeAt(place));
  const chunks = chunksOf(plan);
  const missing: Chunk[] = [];
  for (const chunk of chunks) if (!(await finished.isFinished(chunk))) missing.push(chunk);
  if (missing.length > 0) {
    const first = chunkName(missing[0]!);
    throw new InputError(
      `${missing.length} of ${chunks.length} chunks are not finished, ${first} the first; run the plan to its end, then merge`,
    );
  }
  const into = storeAt(out);
  const archives = chunks.map(archiveOf);
  await onBegin?.(archives);
  const isThere = (await into.has(INDEX)) || (await into.has(MAP));
  if (isThere) for (const chunk of chunks) await readChunk(finished, plan, chunk);
  const stale = await staleArchives(into, new Set(archives.map((name) => `sounds/${name}`)));
  await onWrite?.();
  const rows: UnitRow[] = [];
  const map = (await into.has(MAP)) ? await into.read(MAP) : undefined;
  // While sounds are replaced, neither index nor map tells where they were.
  await into.remove(INDEX);
  await into.remove(MAP);
  for (const chunk of chunks) {
    const read = await readChunk(finished, plan, chunk);
    rows.push(...read.rows);
    await into.write(`sounds/${archiveOf(chunk)}`, read.sounds);
  }
  const { model, settings, source } = plan;
  const index = await writeRows(UNIT_COLUMNS, rows, { format: 1, model, source, settings });
  await into.write('README.md', datasetCard(plan, rows));
  // Where it is, all is.
  await into.write(INDEX, index);
  for (const name of stale) await into.remove(name);
  if (map && (await isMapOf(map, index))) await into.write(MAP, map);
  else for (const name of [SPEECH, SPEECH_SOUNDS]) await into.remove(name);
  return { units: rows.length, archives: chunks.length };
}

/** Whether a map was made of an index: one of other sounds is none of these. */
async function isMapOf(map: Uint8Array, index: Uint8Array): Promise<boolean> {
  try {
    const rows = await openRows({ file: inMemory(map), source: MAP }, MAP_COLUMNS);
    return rows.facts().index === (await sha256(index));
  } catch {
    return false;
  }
}

const archiveOf = (chunk: Chunk): string => `${chunkName(chunk)}.tar`;

/** @throws InputError where a chunk is of another plan, its rows are not those of its units, or a sound is not that of its row. */
async function readChunk(finished: FinishedChunks, plan: AtlasPlan, chunk: Chunk) {
  const name = chunkName(chunk);
  const damaged = (what: string) =>
    new InputError(
      `chunk ${name} is damaged: ${what}; move ${chunkFile(chunk)} to another place and run the plan again`,
    );
  const { units, sounds } = await finished.read(chunk);
  const file = await openRows({ file: inMemory(units), source: chunkFile(chunk) }, UNIT_COLUMNS);
  if (file.facts().plan !== planHash(plan)) throw damaged('it is of another plan');
  const rows = (await file.read()) as UnitRow[];
  if (rows.length !== unitCount(chunk)) throw damaged(`it holds ${rows.length} of ${unitCount(chunk)} units`);
  for (const [i, { layer, unit, soundFile, soundOffset, soundBytes, soundSha256 }] of rows.entries()) {
    const wanted = chunk.first + i;
    if (layer !== chunk.layer || unit !== wanted) {
      throw damaged(`row ${i} is ${show(`${layer}:${unit}`)}, not ${chunk.layer}:${wanted}`);
    }
    const bytes = sounds.subarray(soundOffset, soundOffset + soundBytes);
    const isOwn = soundFile === `sounds/${name}.tar` && soundOffset >= 0 && bytes.length === soundBytes;
    if (!isOwn || (await sha256(bytes)) !== soundSha256) {
      throw damaged(`the sound of ${layer}:${unit} is not the one of its row`);
    }
  }
  return { rows, sounds };
}
