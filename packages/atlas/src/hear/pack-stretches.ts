import type { Sound } from '@audiate/core';
import type { SpeechWindow } from '@audiate/evaluate';
import { MAX_TEXT } from '../map/stretch-columns.js';
import type { StretchRow } from '../map/stretch-row.js';
import { packSounds } from '../sounds/pack-sounds.js';
import { soundName } from '../sounds/sound-archive.js';
import type { Reading } from './reading.js';

/** A recording, and what is known of it. */
export interface Recording extends Sound {
  /** What it is called: a path, an address, an id. Whoever gets the map reads it. */
  readonly file?: string | undefined;
  /** What is said in it. */
  readonly transcript?: string | undefined;
}

/** What stretches are of. */
export interface PackOptions {
  readonly recordings: readonly Recording[];
  readonly sampleRate: number;
  readonly reading: Reading | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Stretches of speech as rows, and their sounds in one archive, in their order. */
export async function packStretches(
  windows: readonly SpeechWindow[],
  { recordings, sampleRate, reading, signal }: PackOptions,
): Promise<{ readonly rows: readonly StretchRow[]; readonly archive: Uint8Array }> {
  const sounds = windows.map(({ samples }, i) => ({ name: soundName('speech', i), samples, sampleRate }));
  const { archive, packed } = await packSounds(sounds, signal);
  const rows = windows.map(({ clip, from, samples }, i): StretchRow => {
    const { file, transcript } = recordings[clip]!;
    const [start, seconds] = [from / sampleRate, samples.length / sampleRate];
    return {
      recording: clip,
      file: shortText(file),
      from: start,
      seconds,
      said: shortText(reading?.within(clip, start, start + seconds).join(' ')),
      transcript: shortText(transcript),
      ...packed[i]!,
    };
  });
  return { rows, archive };
}

const shortText = (text: string | undefined): string | undefined =>
  text !== undefined && text !== '' && text.length <= MAX_TEXT ? text : undefined;
