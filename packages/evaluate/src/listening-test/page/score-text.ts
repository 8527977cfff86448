import { clopperPearson } from '../clopper-pearson.js';

/** What the end of a test says: the share of right answers with its exact confidence interval. */
export function scoreText(correct: number, trials: number): string {
  const [low, high] = clopperPearson(correct, trials, 0.95);
  return (
    `${correct} of ${trials} right: ${percent(correct / trials)}. 95 % confidence interval ` +
    `${percent(low)} to ${percent(high)} (exact, Clopper–Pearson). Guessing gives 50 %.`
  );
}

const percent = (share: number): string => `${Number((100 * share).toFixed(1))} %`;
