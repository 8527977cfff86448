import { hashBytes } from '@audiate/protocol';
import { compareWindows, type HeardWindow } from './window.js';

/**
 * A uniform sample of the windows that were heard, the same for every unit: those whose names have the smallest hashes. It
 * does not depend on the order, and two samples make the sample of both. Of each it keeps every unit's highest moment.
 */
export interface WindowSample {
  /** Whether a window of this hash may belong to it. */
  wants(hash: string): boolean;
  offer(entry: SampledWindow): void;
  /** By ascending hash. */
  readonly entries: readonly SampledWindow[];
}

/** A window with every unit's highest value in it and the frame of that. */
export interface SampledWindow {
  readonly hash: string;
  readonly window: HeardWindow;
  readonly values: Float32Array;
  readonly frames: Int32Array;
}

export function windowSample(most: number): WindowSample {
  const entries: SampledWindow[] = [];
  return {
    entries,
    wants: (hash) => entries.length < most || (most > 0 && hash <= entries[most - 1]!.hash),
    offer(entry) {
      const at = entries.findIndex((there) => compare(entry, there) < 0);
      entries.splice(at < 0 ? entries.length : at, 0, entry);
      if (entries.length > most) entries.pop();
    },
  };
}

/** Of a window's name, spread evenly: the last letters of names differ, and reach every digit only by a second pass. */
export function windowHash({ file, start }: HeardWindow): string {
  const encoder = new TextEncoder();
  return hashBytes(encoder.encode(hashBytes(encoder.encode(`${file}\n${start}`))));
}

/** Where two clips have one name their values decide, so that the order in which they come does not. */
function compare(a: SampledWindow, b: SampledWindow): number {
  if (a.hash !== b.hash) return a.hash < b.hash ? -1 : 1;
  return compareWindows(a.window, b.window) || compareNumbers(a.values, b.values) || compareNumbers(a.frames, b.frames);
}

function compareNumbers(a: ArrayLike<number>, b: ArrayLike<number>): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
}
