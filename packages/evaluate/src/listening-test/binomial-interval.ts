import { checkNumber } from '@audiate/protocol';
import { clopperPearson } from './clopper-pearson.js';

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
  return clopperPearson(successes, trials, confidence);
}
