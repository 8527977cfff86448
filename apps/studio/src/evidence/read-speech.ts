import { InputError, type Sound } from '@audiate/protocol';
import type { ClipToRead } from './dropped-clips.js';

/** Speech that was read, and what could not be. */
export interface ReadSpeech {
  readonly speech: readonly Sound[];
  readonly seconds: number;
  readonly skipped: readonly string[];
}

/**
 * Recordings in their order, until there are as many seconds; the last one is cut there.
 * @throws InputError where none could be read; the signal's reason once it is aborted.
 */
export async function readSpeech(
  clips: readonly ClipToRead[],
  { mostSeconds, signal }: { readonly mostSeconds: number; readonly signal: AbortSignal },
): Promise<ReadSpeech> {
  const speech: Sound[] = [];
  const skipped: string[] = [];
  let seconds = 0;
  for (const { file, sound } of clips) {
    signal.throwIfAborted();
    if (seconds >= mostSeconds) break;
    try {
      const { samples, sampleRate } = await sound();
      const own = samples.subarray(0, Math.round((mostSeconds - seconds) * sampleRate));
      if (own.length === 0) throw new InputError('it holds no sound');
      speech.push({ samples: own, sampleRate });
      seconds += own.length / sampleRate;
    } catch (error) {
      skipped.push(`${file}: ${(error as Error).message}`);
    }
  }
  if (speech.length > 0) return { speech, seconds, skipped };
  throw new InputError(`no recording could be heard; ${skipped[0] ?? 'none was given'}`);
}
