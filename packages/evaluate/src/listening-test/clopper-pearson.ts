/**
 * The bounds of Clopper and Pearson (1934) for a binomial share: where the tail towards the bound has half of what
 * `confidence` leaves. Nothing is checked, and nothing imported: the page of a listening test holds it, too.
 */
export function clopperPearson(successes: number, trials: number, confidence: number): readonly [number, number] {
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
