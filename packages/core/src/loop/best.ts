import type { Best } from '../record/record.js';

/** A look at the raw sounds after `step` updates: their clean scores, the totals without transforms. */
export interface Look {
  readonly step: number;
  readonly audio: readonly Float32Array[];
  readonly scores: readonly number[];
}

/**
 * The better of the best so far and what a look found, item by item. Where terms couple the batch, all items are taken from
 * one step, the one of the highest sum. A score that is not finite never wins over one that is.
 */
export function betterOf(best: readonly Best[], look: Look, coupled: boolean): Best[] {
  const { step, audio, scores } = look;
  const found = audio.map((sound, item): Best => ({ step, score: scores[item]!, audio: sound }));
  if (best.length === 0) return found;
  const beats = (after: number, before: number) => after > before || !Number.isFinite(before);
  if (!coupled) return found.map((after, item) => (beats(after.score, best[item]!.score) ? after : best[item]!));
  const sum = (sounds: readonly Best[]) => sounds.reduce((total, { score }) => total + score, 0);
  return beats(sum(found), sum(best)) ? found : [...best];
}
