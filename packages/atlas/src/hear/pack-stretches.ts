import type { Sound } from '@audiate/core';
import type { SpeechWindow } from '@audiate/evaluate';
import { sha256, unclippedGain } from '@audiate/media';
import { macrotask } from '@audiate/protocol';
import { MAX_TEXT } from '../map/stretch-columns.js';
import type { StretchRow } from '../map/stretch-row.js';
import { encodeFlac } from '../sounds/flac.js';
import { soundArchive, soundName } from '../sounds/sound-archive.js';
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
  const sounds: { readonly name: string; readonly bytes: Uint8Array; readonly gain: number }[] = [];
  for (const [i, { samples }] of windows.entries()) {
    await macrotask();
    signal?.throwIfAborted();
    const gain = unclippedGain(samples);
    const bytes = await encodeFlac(gain === 1 ? samples : samples.map((sample) => gain * sample), sampleRate);
    sounds.push({ name: soundName('speech', i), bytes, gain });
  }
  const { archive, places } = await soundArchive(sounds);
  const rows: StretchRow[] = [];
  for (const [i, { clip, from, samples }] of windows.entries()) {
    const { file, transcript } = recordings[clip]!;
    const [start, seconds] = [from / sampleRate, samples.length / sampleRate];
    rows.push({
      recording: clip,
      file: shortText(file),
      from: start,
      seconds,
      said: shortText(reading?.within(clip, start, start + seconds).join(' ')),
      transcript: shortText(transcript),
      gain: sounds[i]!.gain,
      soundOffset: places[i]!.offset,
      soundBytes: places[i]!.bytes,
      soundSha256: await sha256(sounds[i]!.bytes),
    });
  }
  return { rows, archive };
}

const shortText = (text: string | undefined): string | undefined =>
  text !== undefined && text !== '' && text.length <= MAX_TEXT ? text : undefined;
