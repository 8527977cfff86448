import { InputError, type Sound } from '@audiate/protocol';
import type { ClipToRead, Reading } from './clip-to-read.js';

/** How much of a recording is read at once, at most. */
const WINDOW_SECONDS = 60;

/** Speech that was read, and what could not be. */
export interface ReadSpeech {
  readonly speech: readonly Sound[];
  readonly seconds: number;
  readonly skipped: readonly string[];
}

/**
 * Recordings in their order, until there are as many seconds; of the last one what is left of them is read.
 * @throws InputError where none could be read; the signal's reason once it is aborted.
 */
export async function readSpeech(
  clips: readonly ClipToRead[],
  { sampleRate, mostSeconds, signal }: Reading & { readonly mostSeconds: number },
): Promise<ReadSpeech> {
  const speech: Sound[] = [];
  const skipped: string[] = [];
  const most = Math.round(mostSeconds * sampleRate);
  let there = 0;
  for (const clip of clips) {
    signal.throwIfAborted();
    if (there >= most) break;
    try {
      const samples = await beginningOf(clip, most - there, sampleRate);
      speech.push({ samples, sampleRate });
      there += samples.length;
    } catch (error) {
      signal.throwIfAborted();
      skipped.push(`${clip.file}: ${(error as Error).message}`);
    }
  }
  if (speech.length > 0) return { speech, seconds: there / sampleRate, skipped };
  throw new InputError(`no recording could be heard; ${skipped[0] ?? 'none was given'}`);
}

/** So many samples of a recording, or all where it is shorter. @throws InputError where it has none, and as reading it does. */
async function beginningOf({ windows }: ClipToRead, most: number, sampleRate: number): Promise<Float32Array> {
  const beginning = new Float32Array(most);
  let length = 0;
  const seconds = Math.min(WINDOW_SECONDS, most / sampleRate);
  for await (const { samples } of windows({ sampleRate, seconds })) {
    const own = samples.subarray(0, most - length);
    beginning.set(own, length);
    length += own.length;
    if (length === most) break;
  }
  if (length === 0) throw new InputError('it holds no sound');
  return beginning.slice(0, length);
}
