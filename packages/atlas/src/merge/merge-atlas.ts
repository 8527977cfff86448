import { sha256, writeWhole } from '@audiate/media';
import { InputError, nodeFiles, show } from '@audiate/protocol';
import { type ChunkFolders, chunkFolders, chunkName, SOUNDS, UNITS } from '../chunk/chunk-folders.js';
import { MAP } from '../map/map-columns.js';
import { type AtlasPlan, type Chunk, chunksOf, unitCount } from '../plan/atlas-plan.js';
import { readPlan } from '../plan/plan-file.js';
import { planHash } from '../plan/plan-hash.js';
import { inMemory } from '../rows/in-memory.js';
import { openRows } from '../rows/open-rows.js';
import { UNIT_COLUMNS } from '../rows/unit-columns.js';
import type { UnitRow } from '../rows/unit-row.js';
import { writeRows } from '../rows/write-rows.js';
import { datasetCard } from './dataset-card.js';

/** The index of a merged atlas. */
export const INDEX = 'index.parquet';

/** Options of {@link mergeAtlas}. */
export interface MergeOptions {
  /**
   * Called once, when all chunks were found finished and before anything is written, with the names of the files in `sounds`: to
   * look whether the folder is free. What it throws ends the merge.
   */
  readonly onBegin?: (archives: readonly string[]) => Promise<void>;
}

/** What a merge made. */
export interface Merged {
  readonly units: number;
  /** Archives of sounds. */
  readonly archives: number;
}

/**
 * Merges the finished chunks of a plan into one folder: `index.parquet`, one row a unit in the order of the plan,
 * `sounds/*.tar`, and a `README.md` by which the Hugging Face Hub knows it as a dataset. Every unit of the plan must be there
 * exactly once, and every sound be the one that was written with its row.
 * @throws InputError that names the first chunk that is missing or damaged.
 */
export async function mergeAtlas(folder: string, out: string, { onBegin }: MergeOptions = {}): Promise<Merged> {
  const plan = await readPlan(folder);
  const folders = chunkFolders(folder);
  const chunks = chunksOf(plan);
  const missing: Chunk[] = [];
  for (const chunk of chunks) if (!(await folders.isFinished(chunk))) missing.push(chunk);
  if (missing.length > 0) {
    const first = chunkName(missing[0]!);
    throw new InputError(
      `${missing.length} of ${chunks.length} chunks are not finished, ${first} the first; run the plan to its end, then merge`,
    );
  }
  const { fs, path } = nodeFiles(`can't write to the folder ${show(out)}`);
  await onBegin?.(chunks.map(archiveOf));
  const rows: UnitRow[] = [];
  const before = await fs.readFile(path.join(out, INDEX)).catch(() => undefined);
  // While sounds are replaced, no index tells where they were.
  await fs.rm(path.join(out, INDEX), { force: true });
  for (const chunk of chunks) {
    const read = await readChunk(folders, plan, chunk);
    rows.push(...read.rows);
    await writeWhole(path.join(out, 'sounds'), new Map([[archiveOf(chunk), read.sounds]]));
  }
  const { model, settings, source } = plan;
  const index = await writeRows(UNIT_COLUMNS, rows, { format: 1, model, source, settings });
  // The map of other sounds is none of these.
  if (!before?.equals(index)) await fs.rm(path.join(out, MAP), { force: true });
  // The last one: where it is, all is.
  await writeWhole(out, new Map<string, Uint8Array | string>([['README.md', datasetCard(plan, rows)]]));
  await writeWhole(out, new Map([[INDEX, index]]));
  return { units: rows.length, archives: chunks.length };
}

const archiveOf = (chunk: Chunk): string => `${chunkName(chunk)}.tar`;

/** @throws InputError where a chunk is of another plan, its rows are not those of its units, or a sound is not that of its row. */
async function readChunk(folders: ChunkFolders, plan: AtlasPlan, chunk: Chunk) {
  const name = chunkName(chunk);
  const damaged = (what: string) =>
    new InputError(`chunk ${name} is damaged: ${what}; move chunks/${name} to another place and run the plan again`);
  const source = `chunks/${name}/${UNITS}`;
  const file = await openRows({ file: inMemory(await folders.read(chunk, UNITS)), source }, UNIT_COLUMNS);
  if (file.facts().plan !== planHash(plan)) throw damaged('it is of another plan');
  const rows = (await file.read()) as UnitRow[];
  if (rows.length !== unitCount(chunk)) throw damaged(`it holds ${rows.length} of ${unitCount(chunk)} units`);
  const sounds = await folders.read(chunk, SOUNDS);
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
