export declare const MEGABYTE: number;
/** Resident memory in MB, now. */
export declare const rss: () => number;
/**
 * Resident memory in MB when the work of items `from` to `to` (exclusive) is settled: the least of the readings
 * after each item and a garbage collection. A reading without one swings by 60 MB with the heap.
 */
export declare function settledRss(
  [from, to]: readonly [number, number],
  work: (item: number) => Promise<unknown>,
): Promise<number>;
//# sourceMappingURL=settled-rss.d.ts.map
