import type { Recording } from '@audiate/atlas';
import { type CorpusClip, clipsFrom } from '@audiate/dataset';
import { InputError, type Sound } from '@audiate/protocol';
import type { Terminal } from '../terminal/terminal.js';
import { shownName } from './shown-name.js';

/** How much speech is read, and who is told of what could not be. */
export interface ReadSpeechOptions {
  readonly minutes: number;
  readonly terminal: Terminal;
}

/**
 * Recordings in their order, until there are as many minutes. They are called as others may see, without paths of this machine.
 * @throws InputError where none could be read.
 */
export async function readSpeech(
  sources: readonly string[],
  { minutes, terminal }: ReadSpeechOptions,
): Promise<Recording[]> {
  const { signal } = terminal;
  const speech: Recording[] = [];
  let [seconds, failed] = [0, ''];
  for await (const { file, sound, transcript } of clipsFrom(sources, { signal })) {
    signal.throwIfAborted();
    try {
      const read = await soundOf(sound);
      speech.push({ ...read, file: shownName(file, sources), transcript });
      seconds += read.samples.length / read.sampleRate;
    } catch (error) {
      signal.throwIfAborted();
      failed = `${file}: ${(error as Error).message}`;
      terminal.error(`${file} was not heard: ${(error as Error).message}`);
    }
    if (seconds >= 60 * minutes) break;
  }
  if (speech.length > 0) return speech;
  throw new InputError(`no recording of ${sources.join(', ')} could be heard; ${failed}`);
}

/** Files have rates of their own. */
async function soundOf(sound: CorpusClip['sound']): Promise<Sound> {
  return (typeof sound === 'function' ? await sound() : sound) as Sound;
}
