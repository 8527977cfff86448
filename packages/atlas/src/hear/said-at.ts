import type { EngineOptions, ModelAdapter } from '@audiate/core';
import { readOut, speechWindows } from '@audiate/evaluate';
import type { SpeechMoment } from './speech-moments.js';

/** Clips, and who reads them. */
export interface SaidOptions extends EngineOptions {
  readonly clips: readonly Float32Array[];
  readonly sampleRate: number;
  readonly reader: ModelAdapter<never>;
  readonly signal?: AbortSignal | undefined;
}

/** So much of a clip is read at once. */
const PIECE_SECONDS = 10;

/** The token that a model reads at each moment; undefined where it reads none. Clips are read in pieces of ten seconds. */
export async function saidAt(
  moments: readonly SpeechMoment[],
  { clips, sampleRate, reader, signal, ...run }: SaidOptions,
): Promise<(string | undefined)[]> {
  const said = new Array<string | undefined>(moments.length).fill(undefined);
  for (const [clip, samples] of clips.entries()) {
    const asked = [...moments.keys()].filter((i) => moments[i]!.clip === clip);
    for (const { from, samples: piece } of speechWindows([samples], PIECE_SECONDS * sampleRate, samples.length)) {
      signal?.throwIfAborted();
      const start = from / sampleRate;
      const within = asked.filter((i) => moments[i]!.seconds >= start && moments[i]!.seconds < start + PIECE_SECONDS);
      if (within.length === 0) continue;
      const [lanes] = await readOut(reader, { samples: piece, sampleRate }, run);
      const { segments } = lanes![0]!;
      for (const i of within) {
        const at = moments[i]!.seconds - start;
        said[i] = segments.find((segment) => segment.start <= at && at < segment.end)?.token;
      }
    }
  }
  return said;
}
