import type { Labels } from '../labels/labelled-clip.js';
import { areaUnderCurve } from '../numbers/area-under-curve.js';
import { rankCorrelation } from '../numbers/rank-correlation.js';

/** How well numbers are told. */
export interface NumberScore {
  /** 1 − squared error over variance: 1 all is told, 0 no better than the mean of all; below 0 worse. */
  readonly r2: number;
  /** Spearman's rank correlation of told and true. */
  readonly spearman: number;
}

/** How well classes are told. */
export interface ClassScore {
  /** The mean over classes of the share of their clips that are told right; by chance 1 / classes. */
  readonly balancedAccuracy: number;
  /** Area under the ROC curve: of the second of two classes, or the mean of each class against the others; by chance 0.5. */
  readonly auc: number;
}

/** {@link NumberScore} of what a probe says of each row. */
export function scoreNumbers(told: readonly Float64Array[], truth: ArrayLike<number>): NumberScore {
  const numbers = told.map(([number]) => number!);
  let [level, left, all] = [0, 0, 0];
  for (let i = 0; i < told.length; i++) level += truth[i]! / told.length;
  for (let i = 0; i < told.length; i++) {
    left += (truth[i]! - numbers[i]!) ** 2;
    all += (truth[i]! - level) ** 2;
  }
  return { r2: 1 - left / all, spearman: rankCorrelation(numbers, truth) };
}

/** {@link ClassScore} of log odds by class. */
export function scoreClasses(told: readonly Float64Array[], truth: Labels['values'], classes: number): ClassScore {
  const recalls = Array.from({ length: classes }, (_, c) => {
    const own = told.filter((_, i) => truth[i] === c);
    return own.filter((odds) => odds.indexOf(Math.max(...odds)) === c).length / own.length;
  });
  const curve = (c: number) =>
    areaUnderCurve(
      told.map((odds) => (classes === 2 ? odds[c]! : shareOf(odds, c))),
      (i) => truth[i] === c,
    );
  const curves = classes === 2 ? [curve(1)] : recalls.map((_, c) => curve(c));
  return { balancedAccuracy: average(recalls), auc: average(curves) };
}

/** The probability of a class by its log odds. */
export function shareOf(odds: Float64Array, c: number): number {
  return 1 / odds.reduce((sum, other) => sum + Math.exp(other - odds[c]!), 0);
}

const average = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
