import type { ScanProgress } from './options.js';
import type { ScanState } from './scan-state.js';

/** What a scan tells of itself. The rate is that of the clips since this run began. */
export function startClock(before: number, total?: number): (state: ScanState) => ScanProgress {
  const began = performance.now();
  return ({ met, facts }) => {
    const elapsedMs = performance.now() - began;
    const here = met - before;
    const left = total === undefined ? Number.NaN : Math.max(0, total - met);
    return {
      clips: met,
      ...(total === undefined ? {} : { total }),
      seconds: facts.samples / facts.model.sampleRate,
      skipped: facts.skipped.count,
      elapsedMs,
      remainingMs: left === 0 ? 0 : here === 0 ? Number.NaN : (elapsedMs / here) * left,
    };
  };
}
