import type { Attempt, HistoryEntry } from '../record.js';

/** What is kept of several attempts: for each item all of one of them. */
export interface Kept extends Omit<Attempt, 'seed'> {
  /** For each item the attempt, from 0, that it is taken from. */
  readonly kept: readonly number[];
}

/**
 * For each item the attempt whose best sound scores highest; where terms couple the batch, the attempt of the highest
 * sum, for all items. A score that is not finite never wins over one that is; the earlier of two equal ones wins.
 */
export function keepBest(attempts: readonly Attempt[], coupled: boolean): Kept {
  const items = attempts[0]!.scores.map((_, item) => item);
  const sums = attempts.map(({ best }) => best.reduce((sum, { score }) => sum + score, 0));
  const kept = items.map((item) => highest(coupled ? sums : attempts.map(({ best }) => best[item]!.score)));
  const from = (item: number) => attempts[kept[item]!]!;
  return {
    kept,
    audio: items.map((item) => from(item).audio[item]!),
    scores: items.map((item) => from(item).scores[item]!),
    asleep: items.map((item) => from(item).asleep[item]!),
    best: items.map((item) => from(item).best[item]!),
    ...(attempts.length === 1 ? attempts[0]! : mixed(attempts, kept)),
    stopped: stoppedOf(attempts),
  };
}

function highest(scores: readonly number[]): number {
  return scores.reduce((best, score, i) => {
    return score > scores[best]! || (Number.isFinite(score) && !Number.isFinite(scores[best])) ? i : best;
  }, 0);
}

/** Histories and snapshots whose items come from different attempts; an item whose attempt ended earlier has NaN. */
function mixed(attempts: readonly Attempt[], kept: readonly number[]): Pick<Attempt, 'history' | 'snapshots'> {
  const longest = Math.max(...kept.map((attempt) => attempts[attempt]!.history.length));
  const history = Array.from({ length: longest }, (_, step) => {
    const entries = kept.map((attempt) => attempts[attempt]!.history[step]);
    const each = (read: (entry: HistoryEntry) => readonly number[]) =>
      entries.map((entry, item) => (entry ? read(entry)[item]! : Number.NaN));
    const names = Object.keys(entries.find((entry) => entry !== undefined)!.terms);
    return {
      step,
      total: each(({ total }) => total),
      terms: Object.fromEntries(names.map((name) => [name, each(({ terms }) => terms[name]!)])),
    };
  });
  const snapshots = attempts[kept[0]!]!.snapshots.flatMap(({ step }) => {
    const found = kept.map((attempt) => attempts[attempt]!.snapshots.find((snapshot) => snapshot.step === step));
    if (found.includes(undefined)) return [];
    return [{ step, audio: found.map((snapshot, item) => snapshot!.audio[item]!) }];
  });
  return { history, snapshots };
}

/** The series was aborted if its last attempt was, diverged if every one did; else an attempt that ended well tells. */
function stoppedOf(attempts: readonly Attempt[]): Attempt['stopped'] {
  const last = attempts.at(-1)!.stopped;
  if (last === 'aborted') return last;
  const well = attempts.map(({ stopped }) => stopped).filter((stopped) => stopped !== 'diverged');
  if (well.length === 0) return 'diverged';
  return well.includes('done') ? 'done' : 'plateau';
}
