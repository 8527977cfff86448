import { mean } from './mean.js';

/** The sample standard deviation, by n − 1; NaN of fewer than two. */
export function standardDeviation(values: readonly number[]): number {
  const level = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - level) ** 2, 0) / (values.length - 1));
}
