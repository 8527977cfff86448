import { setTimeout as rest } from 'node:timers/promises';
import { type Quartiles, quartiles } from './statistics.ts';

/** Something whose steps are timed. */
export interface Contestant {
  readonly name: string;
  /** Runs one step and answers its seconds. */
  step(): Promise<number>;
}

/** What the pairs of one contestant gave. */
export interface Timing {
  readonly pairs: number;
  readonly ms: Quartiles;
  /** Of our time to its time, within each round. */
  readonly ratio: Quartiles;
}

const WARM_UP = 3;
/** Contestants slower than the fastest other by this factor run in every third round only. */
const CLEARLY_SLOWER = 1.4;
/** Milliseconds between steps, in which the threads of the last one stop spinning. */
const REST_MS = 30;

/** How rounds are made. */
export interface Rounds {
  readonly pairs: number;
  /** Has its turn in every round, too, however quick it is: another way of ours. */
  readonly beside?: Contestant | undefined;
}

/**
 * Times `ours` against others in rounds: each has one turn in every round, in rotating order, after warm-up rounds that
 * do not count. A turn is two steps, of which the second counts: in a render steps follow each other, here those of the
 * others have just emptied the caches.
 */
export async function timePairs(
  ours: Contestant,
  others: readonly Contestant[],
  { pairs, beside }: Rounds,
): Promise<{ ours: Quartiles; others: Record<string, Timing> }> {
  const all = [ours, ...(beside ? [beside] : []), ...others];
  const times = new Map(all.map(({ name }) => [name, [] as { round: number; ms: number }[]]));
  let slower = new Set<string>();
  for (let round = -WARM_UP; round < pairs; round++) {
    if (round === 0) {
      const medians = others.map(({ name }) => median(times.get(name)!));
      slower = new Set(others.filter((_, i) => medians[i]! > CLEARLY_SLOWER * Math.min(...medians)).map((o) => o.name));
      for (const list of times.values()) list.length = 0;
    }
    const turn = (round + WARM_UP) % all.length;
    for (const { name, step } of [...all.slice(turn), ...all.slice(0, turn)]) {
      if (slower.has(name) && round % 3 !== 0) continue;
      await rest(REST_MS);
      await step();
      times.get(name)!.push({ round, ms: 1000 * (await step()) });
    }
  }
  const own = new Map(times.get(ours.name)!.map(({ round, ms }) => [round, ms]));
  const timing = (name: string): Timing => {
    const list = times.get(name)!;
    return {
      pairs: list.length,
      ms: quartiles(list.map(({ ms }) => ms)),
      ratio: quartiles(list.map(({ round, ms }) => own.get(round)! / ms)),
    };
  };
  return {
    ours: quartiles([...own.values()]),
    others: Object.fromEntries(all.slice(1).map(({ name }) => [name, timing(name)])),
  };
}

const median = (list: readonly { ms: number }[]) => quartiles(list.map(({ ms }) => ms)).median;
