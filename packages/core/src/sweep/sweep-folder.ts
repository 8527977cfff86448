import {
  checkWritable,
  clearUnfinished,
  decodeWav,
  encodeWav,
  picture,
  readPlainFile,
  sha256,
  writeWhole,
} from '@audiate/media';
import { InputError, nodeFiles, show } from '@audiate/protocol';
import { checkSameRecipe } from '../recipe/write.js';
import type { RenderResult } from '../record/result.js';
import type { RenderState } from '../record/state.js';
import { resultCard } from '../saved/result-card.js';
import { loadState, saveState } from '../saved/state-file.js';
import type { Batch } from './batches.js';
import { filesOf, PAGE, stateOf } from './sweep-files.js';
import { checkSameTarget, readRecord, type TargetRecord, writeRecord } from './target-record.js';
import type { Target } from './targets.js';

/** The folder of a sweep: for each finished target its sound, picture and record, the page, and a state of each batch under way. */
export interface SweepFolder {
  /**
   * The records of a batch, when all of its targets are finished and none of their files is missing.
   * @throws InputError for a record of other settings, and for a file that is not the one which was written.
   */
  read(batch: Batch): Promise<TargetRecord[] | undefined>;
  /** @throws InputError when the files of these batches can't be written, as far as that can be seen beforehand. */
  check(batches: readonly Batch[]): Promise<void>;
  /** The sound of a finished target, bit for bit, whatever the level of its file. */
  sound(target: Target, record: TargetRecord): Promise<Float32Array>;
  /** Writes all of a batch, whole or not at all. */
  write(batch: Batch, result: RenderResult, records: readonly TargetRecord[]): Promise<void>;
  /** Writes the page, unless it is there already. */
  writePage(html: string): Promise<void>;
  /** Where a batch stood when it was last saved. */
  readState(batch: Batch): Promise<RenderState | undefined>;
  writeState(batch: Batch, state: RenderState): Promise<void>;
  /** Removes every state: when all is finished, none is needed. */
  clearStates(): Promise<void>;
}

/** Where earlier versions kept the one state under way. */
const STATE = 'unfinished.state';
const STATES = /^unfinished(-[\w-]+)?\.state$/;
/** A million steps of a curve take about 20 MB. */
const MAX_RECORD_BYTES = 2 ** 26;
/** An hour of float32 at 96 kHz takes 1.4 GB. */
const MAX_FILE_BYTES = 2 ** 31 - 1;

/** Opens the folder of a sweep and ends what a killed program left in it. */
export async function openSweepFolder(folder: string): Promise<SweepFolder> {
  if (typeof folder !== 'string' || folder === '') throw new InputError(`folder must be a path, got ${show(folder)}`);
  const { fs, path } = nodeFiles(`can't write to the folder ${JSON.stringify(folder)}`);
  const { join } = path;
  await clearUnfinished(folder);

  const read = (name: string, maxBytes: number) => readPlainFile(join(folder, name), maxBytes).catch(absent);
  const recordAt = async ({ name }: Target): Promise<TargetRecord | undefined> => {
    const bytes = await read(`${name}.json`, MAX_RECORD_BYTES);
    return bytes && readRecord(new TextDecoder().decode(bytes));
  };
  /** A disk that is read-only is asked for nothing. */
  const clear = async (name: string) => {
    if (await fs.lstat(join(folder, name)).catch(absent)) await fs.rm(join(folder, name));
  };
  /** Whether both files of a target are there. */
  const hasFiles = async ({ name }: Target, { files = {} }: TargetRecord): Promise<boolean> => {
    let missing = false;
    for (const file of [`${name}.wav`, `${name}.png`]) {
      const bytes = await read(file, MAX_FILE_BYTES);
      const hash = files[file];
      if (bytes && hash !== undefined && (await sha256(bytes)) !== hash) {
        throw new InputError(`${file} is not the file that was written with it`);
      }
      missing ||= !bytes;
    }
    return !missing;
  };

  return {
    async read({ targets, instructions }) {
      const records: TargetRecord[] = [];
      for (const [item, target] of targets.entries()) {
        try {
          const record = await recordAt(target);
          if (!record) continue;
          checkSameTarget(record, instructions, item);
          if (await hasFiles(target, record)) records.push(record);
        } catch (error) {
          const advice = 'move it and its sound to another place, or choose another folder';
          throw new InputError(
            `can't go on from ${show(join(folder, `${target.name}.json`))}: ${(error as Error).message}; ${advice}`,
          );
        }
      }
      return records.length === targets.length ? records : undefined;
    },
    async check(batches) {
      const names = batches.flatMap(({ targets }) => targets.flatMap(({ name }) => filesOf(name)));
      await checkWritable(folder, [...names, PAGE, ...batches.map(stateOfBatch)]);
    },
    async sound({ name }, { gain = 1 }) {
      const file = join(folder, `${name}.wav`);
      try {
        const audio = decodeWav(await readPlainFile(file, MAX_FILE_BYTES)).channels[0]!;
        return gain === 1 ? audio : audio.map((sample) => sample / gain);
      } catch (error) {
        throw new InputError(
          `can't read ${show(file)}: ${(error as Error).message}; move ${name}.json to another place to render it again`,
        );
      }
    },
    async write(batch, result, records) {
      const { targets } = batch;
      const files = new Map<string, Uint8Array>();
      const { sampleRate } = result;
      for (const [item, { name, description }] of targets.entries()) {
        const { subtitle } = resultCard(result, item);
        const { gain } = records[item]!;
        files.set(`${name}.wav`, encodeWav(result.audio[item]!, { sampleRate, ...(gain ? { gain } : {}) }));
        files.set(`${name}.png`, picture(result.audio[item]!, { sampleRate, title: description, subtitle }));
      }
      const hashes = new Map<string, string>();
      for (const [file, bytes] of files) hashes.set(file, await sha256(bytes));
      // The last ones: where they are, all are.
      for (const [item, { name }] of targets.entries()) {
        const own = Object.fromEntries(
          filesOf(name).flatMap((file) => (hashes.has(file) ? [[file, hashes.get(file)!]] : [])),
        );
        files.set(`${name}.json`, new TextEncoder().encode(await writeRecord({ ...records[item]!, files: own })));
      }
      await writeWhole(folder, files);
      await clear(stateOfBatch(batch));
    },
    async writePage(html) {
      // What can't be read is not the page; whether it can be replaced, writeWhole tells.
      const there = await read(PAGE, MAX_FILE_BYTES).catch(() => undefined);
      if (!there || new TextDecoder().decode(there) !== html) await writeWhole(folder, new Map([[PAGE, html]]));
    },
    async readState(batch) {
      for (const name of [stateOfBatch(batch), STATE]) {
        // A damaged one costs the time since the batch began, but no bit of it.
        const state = await loadState(join(folder, name)).catch(() => undefined);
        if (state && isOf(state, batch)) return state;
      }
      return undefined;
    },
    writeState: (batch, state) => saveState(state, join(folder, stateOfBatch(batch))),
    async clearStates() {
      const names = (await fs.readdir(folder).catch(absent)) ?? [];
      for (const name of names) if (STATES.test(name)) await clear(name);
    },
  };
}

/** Named for the batch's first target, which is in no other batch. */
function stateOfBatch({ targets: [first] }: Batch): string {
  return stateOf(first!.name);
}

function isOf({ recipe }: RenderState, { instructions }: Batch): boolean {
  try {
    checkSameRecipe(recipe, { ...instructions, environment: recipe.environment });
    return true;
  } catch {
    return false;
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(error.code ?? '')) return undefined;
  throw error;
}
