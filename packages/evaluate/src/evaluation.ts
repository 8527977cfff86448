import type { Baseline } from './baselines/baselines.js';
import type { Naturalness } from './naturalness/naturalness.js';
import type { PathSimilarity } from './path/path-similarity.js';
import type { Retention } from './retention/retention.js';
import type { NaturalScale } from './scale/natural-scale.js';
import type { Selectivity } from './scale/selectivity.js';
import type { SeedSpread } from './spread/seed-spread.js';
import type { Transfer } from './transfer/transfer.js';
import type { Verdict } from './verdict/verdict.js';

/** How far to trust one sound of a render: plain numbers. NaN is what can't be told of it; JSON writes `null` for it. */
export interface Evaluation {
  /** The item of the result. */
  readonly item: number;
  /** What it was made for: the descriptions of the terms that count. */
  readonly target: string;
  readonly verdict: Verdict;
  /** Its `clean` is the score: of the objective what the model hears, penalties left out. */
  readonly retention: Retention;
  readonly naturalness: Naturalness;
  /** Where the score of the objective, or the activation of its unit, stands among speech. */
  readonly scale?: NaturalScale;
  /** For a unit. */
  readonly selectivity?: Selectivity;
  /** For a unit, where speech was given. */
  readonly path?: PathSimilarity;
  /** By the judge's name. */
  readonly transfer?: Readonly<Record<string, Transfer>>;
  /** The sound first, then what it is to be compared with. */
  readonly baselines: readonly Baseline[];
  /** Where siblings or seeds were given. */
  readonly spread?: SeedSpread;
}
