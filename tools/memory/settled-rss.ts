import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

export const MEGABYTE = 2 ** 20;

/** Resident memory in MB, now. */
export const rss = (): number => process.memoryUsage().rss / MEGABYTE;

/**
 * Resident memory in MB when the work of items `from` to `to` (exclusive) is settled: the least of the readings
 * after each item and a garbage collection. A reading without one swings by 60 MB with the heap.
 */
export async function settledRss(
  [from, to]: readonly [number, number],
  work: (item: number) => Promise<unknown>,
): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let item = from; item < to; item++) {
    await work(item);
    collectGarbage();
    least = Math.min(least, rss());
  }
  return least;
}
