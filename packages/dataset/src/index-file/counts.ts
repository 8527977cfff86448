import { hashBytes } from '@audiate/protocol';
import { type IndexFacts, MAX_SKIPS, type Skip, type Skips } from './facts.js';

/** How much of a corpus was heard: adds in any order and grouping to the same. */
export type Counts = Pick<IndexFacts, 'clips' | 'windows' | 'samples' | 'skipped' | 'clipsHash'>;

const HASH_SPACE = 2n ** 64n;

export const NO_COUNTS: Counts = {
  clips: 0,
  windows: 0,
  samples: 0,
  skipped: { count: 0, first: [] },
  clipsHash: hashText(0n),
};

/** A clip that was met, heard or not. */
export function countClip(file: string, heard: boolean): Counts {
  return { ...NO_COUNTS, clips: heard ? 1 : 0, clipsHash: hashBytes(new TextEncoder().encode(file)) };
}

/** A window that was heard. */
export function countWindow(samples: number): Counts {
  return { ...NO_COUNTS, windows: 1, samples };
}

/** A reason for which a clip, or a part of it, was not heard. */
export function countSkip({ file, why }: Skip): Counts {
  return { ...NO_COUNTS, skipped: { count: 1, first: [{ file, why }] } };
}

export function addCounts(a: Counts, b: Counts): Counts {
  return {
    clips: a.clips + b.clips,
    windows: a.windows + b.windows,
    samples: a.samples + b.samples,
    skipped: addSkips(a.skipped, b.skipped),
    clipsHash: hashText(BigInt(`0x${a.clipsHash}`) + BigInt(`0x${b.clipsHash}`)),
  };
}

function addSkips(a: Skips, b: Skips): Skips {
  if (b.count === 0) return a;
  const first = [...a.first, ...b.first].sort((x, y) => compare(x.file, y.file) || compare(x.why, y.why));
  return { count: a.count + b.count, first: first.slice(0, MAX_SKIPS) };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function hashText(sum: bigint): string {
  return (sum % HASH_SPACE).toString(16).padStart(16, '0');
}
