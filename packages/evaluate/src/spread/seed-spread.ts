import { mean } from '../numbers/mean.js';
import { standardDeviation } from '../numbers/standard-deviation.js';
import { soundDistance } from './sound-distance.js';

/** How much hangs on the seed: several renders of one recipe. */
export interface SeedSpread {
  /** The sound itself is one of them. */
  readonly renders: number;
  /** Of the clean scores. */
  readonly mean: number;
  /** The sample standard deviation. */
  readonly deviation: number;
  readonly lowest: number;
  readonly highest: number;
  /** Renders that score at least 90 % of the best: what is compared. */
  readonly alike: number;
  /** The mean difference of their log-mel spectrograms in dB, pair by pair: how many ways there are to excite the unit as much. NaN for one. */
  readonly diversityDb: number;
}

const ALIKE = 0.9;

/** @param sounds of one target, equally long. @param scores of each, clean. */
export function seedSpread(
  sounds: readonly Float32Array[],
  scores: readonly number[],
  { sampleRate }: { readonly sampleRate: number },
): SeedSpread {
  const highest = Math.max(...scores);
  const alike = sounds.filter((_, i) => scores[i]! >= highest - (1 - ALIKE) * Math.abs(highest));
  const pairs = alike.flatMap((a, i) => alike.slice(i + 1).map((b) => soundDistance(a, b, { sampleRate })));
  return {
    renders: sounds.length,
    mean: mean(scores),
    deviation: standardDeviation(scores),
    lowest: Math.min(...scores),
    highest,
    alike: alike.length,
    diversityDb: mean(pairs),
  };
}
