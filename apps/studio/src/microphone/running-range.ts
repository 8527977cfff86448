import type { Firing } from '../protocol/firing.js';

/** Deviations from the mean at which a unit leaves its usual range. */
const EDGE = 3;
/** Before so many moments nothing is called unusual. */
const LEAST = 4;

/**
 * Judges peaks by those that came before: how many deviations above their mean, by Welford's sums (1962), as a share of
 * three.
 */
export function runningRange(): (peaks: Float32Array) => Firing {
  let count = 0;
  let mean = new Float64Array();
  let squares = new Float64Array();
  return (peaks) => {
    if (mean.length !== peaks.length) {
      count = 0;
      mean = new Float64Array(peaks.length);
      squares = new Float64Array(peaks.length);
    }
    const excess = Float32Array.from(peaks, (peak, unit) => {
      const deviation = Math.sqrt(squares[unit]! / Math.max(1, count - 1));
      return count < LEAST || deviation === 0 ? 0 : Math.max(0, (peak - mean[unit]!) / (EDGE * deviation));
    });
    count += 1;
    for (const [unit, peak] of peaks.entries()) {
      const off = peak - mean[unit]!;
      mean[unit]! += off / count;
      squares[unit]! += off * (peak - mean[unit]!);
    }
    return { excess, usual: 'microphone' };
  };
}
