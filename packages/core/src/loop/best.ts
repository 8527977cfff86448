import type { Best } from '../record.js';

/** The raw sounds after `step` updates and their totals. */
export interface Candidate {
  readonly step: number;
  readonly audio: readonly Float32Array[];
  readonly scores: readonly number[];
}

/**
 * The better of the best so far and a candidate, item by item. Where terms couple the batch, all items are taken from
 * one step, the one of the highest sum. A score that is not finite never wins over one that is.
 */
export function betterOf(best: readonly Best[], candidate: Candidate, coupled: boolean): Best[] {
  const { step, audio, scores } = candidate;
  const candidates = audio.map((sound, item): Best => ({ step, score: scores[item]!, audio: sound }));
  if (best.length === 0) return candidates;
  const beats = (after: number, before: number) => after > before || !Number.isFinite(before);
  if (!coupled) return candidates.map((after, item) => (beats(after.score, best[item]!.score) ? after : best[item]!));
  const sum = (sounds: readonly Best[]) => sounds.reduce((total, { score }) => total + score, 0);
  return beats(sum(candidates), sum(best)) ? candidates : [...best];
}
