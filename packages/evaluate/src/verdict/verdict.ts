import type { Naturalness } from '../naturalness/naturalness.js';
import type { PathSimilarity } from '../path/path-similarity.js';
import type { Retention } from '../retention/retention.js';
import type { NaturalScale } from '../scale/natural-scale.js';
import type { Selectivity } from '../scale/selectivity.js';
import type { Transfer } from '../transfer/transfer.js';
import { naturalChecks } from './natural-checks.js';
import { thresholds } from './thresholds.js';

/** What was measured of a sound, as far as a verdict asks. */
export interface Measured {
  readonly retention: Retention;
  readonly naturalness: Naturalness;
  readonly scale?: NaturalScale | undefined;
  readonly selectivity?: Selectivity | undefined;
  readonly path?: PathSimilarity | undefined;
  readonly transfer?: Readonly<Record<string, Transfer>> | undefined;
}

/** A judgement in words, by {@link thresholds}. */
export interface Verdict {
  /** `excited, not natural, robust, heard by 1 of 2 judges`. */
  readonly words: string;
  /** What was asked and whether it holds, in the order of the words; what could not be asked is absent. */
  readonly checks: Readonly<Record<string, boolean>>;
}

/** Judges a sound by what was measured. A sound that does not excite is told so, and nothing else of it matters. */
export function verdict({ retention, naturalness, scale, selectivity, path, transfer }: Measured): Verdict {
  const { mean, worst, clean, noise } = retention;
  const above = clean > noise;
  const excited = above && (!scale || scale.percentile >= thresholds.excited.value);
  const weakly = above && !excited && scale!.percentile >= thresholds.weak.value;
  if (!excited && !weakly) return { words: 'not excited', checks: { excited: false } };
  const natural = Object.values(naturalChecks(naturalness)).every(Boolean);
  const robust = mean >= thresholds.retentionMean.value && worst >= thresholds.retentionWorst.value;
  const heardBy = Object.values(transfer ?? {})
    .map(isHeard)
    .filter((heard) => heard !== undefined);
  const heard = heardBy.filter(Boolean).length;
  const words = [
    weakly ? 'weakly excited' : scale && scale.ratio > 1 ? 'excited beyond nature' : 'excited',
    natural ? 'natural' : 'not natural',
    robust ? 'robust' : 'fragile',
    ...(selectivity ? [selectivity.rank === 1 ? 'selective' : 'not selective'] : []),
    ...(path ? [path.mean >= thresholds.path.value ? 'on the natural path' : 'off the natural path'] : []),
    ...(heardBy.length > 0 ? [`heard by ${heard} of ${heardBy.length} judge${heardBy.length > 1 ? 's' : ''}`] : []),
  ].join(', ');
  return {
    words,
    checks: {
      excited,
      natural,
      robust,
      ...(selectivity && { selective: selectivity.rank === 1 }),
      ...(path && { path: path.mean >= thresholds.path.value }),
      ...(heardBy.length > 0 && { heard: heard === heardBy.length }),
    },
  };
}

/** Whether a judge hears what was meant; undefined where it can't tell. */
export function isHeard(transfer: Transfer): boolean | undefined {
  if (transfer.kind === 'token') return transfer.heard;
  if (transfer.kind === 'text') return transfer.errorRate <= thresholds.errorRate.value;
  return transfer.r2 >= thresholds.r2.value ? transfer.percentile >= thresholds.linear.value : undefined;
}
