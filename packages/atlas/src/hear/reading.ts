import type { EngineOptions, ModelAdapter } from '@audiate/core';
import { readOut, type SpeechWindow, speechWindows } from '@audiate/evaluate';
import type { Segment } from '@audiate/media';

/** What a model reads in clips. Seconds are from a clip's start. */
export interface Reading {
  /** The token that it reads at a moment; undefined where it reads none. */
  at(clip: number, seconds: number): string | undefined;
  /** The tokens whose middle lies in a stretch, in their order. */
  within(clip: number, from: number, to: number): string[];
}

/** Clips, and who reads them. */
export interface ReadingOptions extends EngineOptions {
  readonly clips: readonly Float32Array[];
  readonly sampleRate: number;
  readonly reader: ModelAdapter<never>;
  readonly signal?: AbortSignal | undefined;
}

/** So much of a clip is read at once. */
const PIECE_SECONDS = 10;

/** Reads clips in pieces of ten seconds, those in which windows lie. */
export async function readingOf(
  windows: readonly SpeechWindow[],
  { clips, sampleRate, reader, signal, ...run }: ReadingOptions,
): Promise<Reading> {
  const lanes: Segment[][] = clips.map(() => []);
  for (const [clip, samples] of clips.entries()) {
    const own = windows.filter((window) => window.clip === clip);
    const pieces = speechWindows([samples], PIECE_SECONDS * sampleRate, samples.length);
    for (const [i, { from, samples: piece }] of pieces.entries()) {
      // The last piece begins within the one before, which then ends there.
      const to = pieces[i + 1]?.from ?? samples.length;
      if (!own.some((window) => window.from < to && window.from + window.samples.length > from)) continue;
      signal?.throwIfAborted();
      const [read] = await readOut(reader, { samples: piece, sampleRate }, run);
      const [first, last] = [from / sampleRate, to / sampleRate];
      for (const { start, end, ...segment } of read![0]!.segments) {
        if (first + start < last) {
          lanes[clip]!.push({ ...segment, start: first + start, end: Math.min(first + end, last) });
        }
      }
    }
  }
  return {
    at: (clip, seconds) => lanes[clip]!.find(({ start, end }) => start <= seconds && seconds < end)?.token,
    within: (clip, from, to) =>
      lanes[clip]!.filter(({ start, end }) => from <= (start + end) / 2 && (start + end) / 2 < to).map(
        ({ token }) => token,
      ),
  };
}
