import { quartiles } from './statistics.ts';

/** Runs one step and answers its seconds. */
export type Turn = () => Promise<number>;

/**
 * Times steps in turns, so that what else runs on the machine meets all of them: each has one in every round, and the first
 * round does not count.
 * @returns the median of each in milliseconds, as a table has it.
 */
export async function inTurns<K extends string>(
  turns: Readonly<Record<K, Turn>>,
  rounds: number,
): Promise<Record<K, string>> {
  const names = Object.keys(turns) as K[];
  const seconds = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const own = await turns[name]();
      if (round > 0) seconds.get(name)!.push(own);
    }
  }
  return Object.fromEntries(names.map((name) => [name, shown(quartiles(seconds.get(name)!).median)])) as Record<
    K,
    string
  >;
}

const shown = (seconds: number): string => `${(1000 * seconds).toFixed(seconds < 0.02 ? 1 : 0)} ms`;

/** The seconds that something takes. */
export async function timed(body: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await body();
  return (performance.now() - began) / 1000;
}
