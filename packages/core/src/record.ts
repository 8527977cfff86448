/** The scores of one step, measured on the heard audio. */
export interface HistoryEntry {
  /** Counts from 0. */
  readonly step: number;
  /** The weighted sum of the terms for each item. */
  readonly total: readonly number[];
  /** Each term by its description, unweighted, for each item; NaN where the term does not concern the item. */
  readonly terms: Readonly<Record<string, readonly number[]>>;
}

/** The best sound of one item so far, judged on the raw audio without transforms. */
export interface Best {
  /** How many updates the sound had seen. */
  readonly step: number;
  readonly score: number;
  /** `[samples]`, linear amplitude. */
  readonly audio: Float32Array;
}

/** The sounds after a number of updates. */
export interface Snapshot {
  readonly step: number;
  /** One `[samples]` for each item. */
  readonly audio: readonly Float32Array[];
}
