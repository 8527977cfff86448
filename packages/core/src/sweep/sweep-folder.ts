import { clearUnfinished, decodeWav, encodeWav, picture, writeWhole } from '@audiate/media';
import { InputError, show } from '@audiate/protocol';
import { checkSameRecipe } from '../recipe/write.js';
import type { RenderResult } from '../result.js';
import { resultCard } from '../saved/result-card.js';
import { loadState, saveState } from '../saved/state-file.js';
import type { RenderState } from '../state.js';
import type { Batch } from './batches.js';
import { checkSameTarget, readRecord, type TargetRecord } from './target-record.js';
import type { Target } from './targets.js';

/** The folder of a sweep: for each finished target its sound, picture and record, the page, and a state under way. */
export interface SweepFolder {
  /** The records of a batch, when all of its targets are finished. */
  read(batch: Batch): Promise<TargetRecord[] | undefined>;
  /** The sound of a finished target. */
  sound(target: Target): Promise<Float32Array>;
  /** Writes all of a batch, whole or not at all. */
  write(batch: Batch, result: RenderResult, records: readonly TargetRecord[]): Promise<void>;
  writePage(html: string): Promise<void>;
  /** Where a batch stood when it was last saved. */
  readState(batch: Batch): Promise<RenderState | undefined>;
  writeState(state: RenderState): Promise<void>;
}

const STATE = 'unfinished.state';
/** A million steps of a curve take about 20 MB. */
const MAX_RECORD_BYTES = 2 ** 26;

/** Opens the folder of a sweep and removes what a killed program left half-written in it. */
export async function openSweepFolder(folder: string): Promise<SweepFolder> {
  if (typeof folder !== 'string' || folder === '') throw new InputError(`folder must be a path, got ${show(folder)}`);
  const fs = await import('node:fs/promises');
  const { join } = await import('node:path');
  await clearUnfinished(folder);

  const recordAt = async (target: Target): Promise<TargetRecord | undefined> => {
    const file = join(folder, `${target.name}.json`);
    const size = await fs.stat(file).then(({ size }) => size, absent);
    if (size === undefined) return undefined;
    if (size > MAX_RECORD_BYTES) throw new InputError('it is too large for a record of a sweep');
    return readRecord(await fs.readFile(file, 'utf8'));
  };

  return {
    async read({ targets, settings }) {
      const records: TargetRecord[] = [];
      for (const [item, target] of targets.entries()) {
        try {
          const record = await recordAt(target);
          if (!record) return undefined;
          checkSameTarget(record, settings, item);
          records.push(record);
        } catch (error) {
          const advice = 'delete it, or choose another folder';
          throw new InputError(
            `can't go on from ${show(join(folder, `${target.name}.json`))}: ${(error as Error).message}; ${advice}`,
          );
        }
      }
      return records;
    },
    async sound({ name }) {
      const file = join(folder, `${name}.wav`);
      try {
        return decodeWav(await fs.readFile(file)).channels[0]!;
      } catch (error) {
        throw new InputError(
          `can't read ${show(file)}: ${(error as Error).message}; delete ${name}.json to render it again`,
        );
      }
    },
    async write({ targets }, result, records) {
      const files = new Map<string, Uint8Array | string>();
      const { sampleRate } = result;
      for (const [item, { name, description }] of targets.entries()) {
        const { subtitle } = resultCard(result, item);
        files.set(`${name}.wav`, encodeWav(result.audio[item]!, { sampleRate }));
        files.set(`${name}.png`, picture(result.audio[item]!, { sampleRate, title: description, subtitle }));
      }
      // The last ones: where they are, all are.
      for (const [item, { name }] of targets.entries())
        files.set(`${name}.json`, `${JSON.stringify(records[item], null, 2)}\n`);
      await writeWhole(folder, files);
      await fs.rm(join(folder, STATE), { force: true });
    },
    writePage: (html) => writeWhole(folder, new Map([['index.html', html]])),
    async readState({ settings }) {
      const state = await loadState(join(folder, STATE)).catch(() => undefined);
      if (!state) return undefined;
      try {
        checkSameRecipe(state.recipe, { ...settings, environment: state.recipe.environment });
        return state;
      } catch {
        return undefined;
      }
    },
    writeState: (state) => saveState(state, join(folder, STATE)),
  };
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
  throw error;
}
