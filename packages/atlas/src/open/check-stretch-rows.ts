import { InputError, show } from '@audiate/protocol';
import { MAX_TEXT } from '../map/stretch-columns.js';
import type { StretchRow } from '../map/stretch-row.js';
import { isPart } from './read-sound.js';

/** A day of recording, an hour of sound. */
const MAX_FROM_SECONDS = 86_400;
const MAX_SECONDS = 3600;
const MAX_RECORDINGS = 1e9;

/** @throws InputError for the first row that no stretch of speech has. */
export function checkStretchRows(rows: readonly StretchRow[], source: string): void {
  const fault = (what: string) => new InputError(`${show(source)} has ${what}; make the map anew`);
  for (const [i, row] of rows.entries()) {
    const wrong = faultOf(row);
    if (wrong) throw fault(`${wrong} in row ${i}`);
  }
}

function faultOf({ recording, file, from, seconds, said, transcript, gain, ...sound }: StretchRow): string | undefined {
  for (const [name, text] of Object.entries({ file, said, transcript })) {
    if ((text?.length ?? 0) > MAX_TEXT) return `${text!.length} letters for ${name}, more than ${MAX_TEXT},`;
  }
  if (!(recording >= 0 && recording < MAX_RECORDINGS)) return `the recording ${recording}`;
  if (!(Math.abs(from) <= MAX_FROM_SECONDS)) return `the beginning ${from} s`;
  if (!(seconds > 0 && seconds <= MAX_SECONDS)) return `a stretch of ${seconds} s`;
  if (!(gain > 0 && gain < Number.POSITIVE_INFINITY)) return `the gain ${gain}`;
  if (!/^[\da-f]{64}$/.test(sound.soundSha256)) return `the hash ${show(sound.soundSha256)}`;
  return isPart(sound) ? undefined : `the place ${sound.soundOffset}, ${sound.soundBytes}`;
}
