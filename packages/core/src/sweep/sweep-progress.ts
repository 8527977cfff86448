import type { ManyProgress } from './many-options.js';

/** How far a sweep has come: targets that are finished, and work, in steps of one target, for the time that is left. */
export interface SweepProgress {
  /** Counts work that was done. */
  work(amount: number): void;
  /** Takes off work that is not needed after all. */
  skip(amount: number): void;
  /** Counts a target as finished. */
  finish(): void;
  now(): ManyProgress;
}

export function startProgress(of: number, work: number): SweepProgress {
  const began = performance.now();
  let [done, made, left] = [0, 0, work];
  return {
    work(amount) {
      made += amount;
      left -= amount;
    },
    skip(amount) {
      left -= amount;
    },
    finish() {
      done++;
    },
    now() {
      const elapsedMs = performance.now() - began;
      const remainingMs = left <= 0 ? 0 : made > 0 ? (elapsedMs / made) * left : Number.NaN;
      return { done, of, elapsedMs, remainingMs };
    },
  };
}
