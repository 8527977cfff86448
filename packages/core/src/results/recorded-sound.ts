import { decodeWav, readPlainFile, sha256 } from '@audiate/media';
import { InputError, show } from '@audiate/protocol';
import { readRecord } from '../sweep/target-record.js';
import type { SavedSound } from './saved-sound.js';

/** A million steps of a curve take about 20 MB. */
const MAX_RECORD_BYTES = 2 ** 26;
/** What Node reads at once. */
const MAX_SOUND_BYTES = 2 ** 31 - 1;

/** The sound beside a record of `renderMany`; undefined for a file of another program. @throws InputError for a record that is damaged. */
export async function recordedSound(
  file: string,
  { name, wav }: { readonly name: string; readonly wav: string },
): Promise<SavedSound | undefined> {
  const told = <T>(reading: Promise<T>, what: string): Promise<T> =>
    reading.catch((error: Error) => {
      throw new InputError(`can't read ${show(what)}: ${error.message}`, { cause: error });
    });
  const bytes = await told(readPlainFile(file, MAX_RECORD_BYTES), file);
  const text = new TextDecoder().decode(bytes);
  if (!isMarked(text)) return undefined;
  const record = await told(readRecord(text), file);
  const { target, item, score, best, stopped, recipe, gain = 1, files } = record;
  const number = (value: number | null) => value ?? Number.NaN;
  return {
    name,
    target,
    recipe,
    item,
    score: number(score),
    best: { step: best.step, score: number(best.score) },
    stopped,
    sampleRate: recipe.model.sampleRate,
    wav,
    async audio() {
      const sound = await told(readPlainFile(wav, MAX_SOUND_BYTES), wav);
      const hash = files?.[`${name}.wav`];
      if (hash !== undefined && (await sha256(sound)) !== hash) {
        throw new InputError(`${show(wav)} is not the file that was written with its record`);
      }
      const samples = decodeWav(sound).channels[0]!;
      return gain === 1 ? samples : samples.map((sample) => sample / gain);
    },
  };
}

/** Whether a text says that it is a record, or began to: its format comes first, as a number. */
function isMarked(text: string): boolean {
  try {
    return typeof (JSON.parse(text) as { readonly format?: unknown } | null)?.format === 'number';
  } catch {
    return /^\s*\{\s*"format"\s*:\s*\d/.test(text);
  }
}
