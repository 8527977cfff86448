import { checkNumber } from '@audiate/protocol';

/**
 * The exact confidence interval of a binomial share, by Clopper and Pearson (1934): the shares that a two-sided test would
 * not refuse. It covers the true share at least as often as `confidence` says, for any number of trials.
 * @param successes of `trials`, both whole numbers; at most 100,000 trials.
 * @returns the lower and the upper bound; [0, 1] without trials.
 * @throws InputError for numbers out of range.
 */
export function binomialInterval(successes: number, trials: number, confidence = 0.95): readonly [number, number] {
  checkNumber('trials of binomialInterval', trials, { min: 0, max: 100_000, integer: true });
  checkNumber('successes of binomialInterval', successes, { min: 0, max: trials, integer: true });
  checkNumber('confidence of binomialInterval', confidence, { above: 0, below: 1 });
  return [lowerBound(successes, trials, confidence), 1 - lowerBound(trials - successes, trials, confidence)];
}

/** The share at which so many successes or more have the probability of one tail. */
function lowerBound(successes: number, trials: number, confidence: number): number {
  if (successes === 0) return 0;
  const tail = (1 - confidence) / 2;
  let [low, high] = [0, 1];
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2;
    if (upperTail(successes, trials, middle) < tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The probability of `least` successes or more. */
function upperTail(least: number, trials: number, share: number): number {
  let logWays = 0;
  let sum = 0;
  for (let k = 0; k <= trials; k++) {
    if (k > 0) logWays += Math.log((trials - k + 1) / k);
    if (k >= least) sum += Math.exp(logWays + k * Math.log(share) + (trials - k) * Math.log1p(-share));
  }
  return Math.min(1, sum);
}
