import type { HistoryEntry, Kept, Restart } from '../record/record.js';

/**
 * For each item the restart whose best sound scores highest; where terms couple the batch, the restart of the highest
 * sum, for all items. A score that is not finite never wins over one that is; the earlier of two equal ones wins.
 */
export function keepBest(restarts: readonly Restart[], coupled: boolean): Kept {
  const items = restarts[0]!.scores.map((_, item) => item);
  const sums = restarts.map(({ best }) => best.reduce((sum, { score }) => sum + score, 0));
  const kept = items.map((item) => highest(coupled ? sums : restarts.map(({ best }) => best[item]!.score)));
  const from = (item: number) => restarts[kept[item]!]!;
  return {
    kept,
    audio: items.map((item) => from(item).audio[item]!),
    scores: items.map((item) => from(item).scores[item]!),
    asleep: items.map((item) => from(item).asleep[item]!),
    best: items.map((item) => from(item).best[item]!),
    ...(restarts.length === 1 ? restarts[0]! : mixed(restarts, kept)),
    stopped: stoppedOf(restarts),
  };
}

function highest(scores: readonly number[]): number {
  return scores.reduce((best, score, i) => {
    return score > scores[best]! || (Number.isFinite(score) && !Number.isFinite(scores[best])) ? i : best;
  }, 0);
}

/** Histories and snapshots whose items come from different restarts; an item whose restart ended earlier has NaN. */
function mixed(restarts: readonly Restart[], kept: readonly number[]): Pick<Restart, 'history' | 'snapshots'> {
  const longest = Math.max(...kept.map((restart) => restarts[restart]!.history.length));
  const history = Array.from({ length: longest }, (_, step) => {
    const entries = kept.map((restart) => restarts[restart]!.history[step]);
    const each = (read: (entry: HistoryEntry) => readonly number[]) =>
      entries.map((entry, item) => (entry ? read(entry)[item]! : Number.NaN));
    const names = Object.keys(entries.find((entry) => entry !== undefined)!.terms);
    return {
      step,
      total: each(({ total }) => total),
      terms: Object.fromEntries(names.map((name) => [name, each(({ terms }) => terms[name]!)])),
    };
  });
  const snapshots = restarts[kept[0]!]!.snapshots.flatMap(({ step }) => {
    const found = kept.map((restart) => restarts[restart]!.snapshots.find((snapshot) => snapshot.step === step));
    if (found.includes(undefined)) return [];
    return [{ step, audio: found.map((snapshot, item) => snapshot!.audio[item]!) }];
  });
  return { history, snapshots };
}

/** The render was aborted if its last restart was, diverged if every one did; else an restart that ended well tells. */
function stoppedOf(restarts: readonly Restart[]): Restart['stopped'] {
  const last = restarts.at(-1)!.stopped;
  if (last === 'aborted') return last;
  const well = restarts.map(({ stopped }) => stopped).filter((stopped) => stopped !== 'diverged');
  if (well.length === 0) return 'diverged';
  return well.includes('done') ? 'done' : 'plateau';
}
