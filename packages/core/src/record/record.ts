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

/** The last look at which an item's clean score had risen, and that score. */
export interface Rise {
  readonly step: number;
  readonly score: number;
}

/** Why a render ended: at its last step, on a plateau, by its signal, or because something ceased to be finite. */
export type Stopped = 'done' | 'plateau' | 'aborted' | 'diverged';

/** One ascent from one start. */
export interface Restart {
  /** A render of this seed alone gives the same. */
  readonly seed: number;
  /** The last sound of each item: `[samples]`, linear amplitude, at the param's own level. */
  readonly audio: readonly Float32Array[];
  /** The totals of these sounds on the raw audio, without transforms. */
  readonly scores: readonly number[];
  /**
   * For each item the terms, by description, whose unit is asleep in the last sound; none, where all is well. Asleep is
   * a unit behind a GELU that the ascent did not bring out of its flat side: the frames that the term reads lie, all of
   * them, below the point from which the activation rises, so that the sound shows what the unit was led by, not what
   * excites it. More steps, another seed, or the layer before the GELU (`conv.5.pre`) may help. A term whose weight ends at 0, one
   * that is to fall, and a `custom` one, whose gradients are not redirected, are never told.
   */
  readonly asleep: readonly (readonly string[])[];
  /** The best sound of each item; terms that couple the batch share one step. */
  readonly best: readonly Best[];
  readonly snapshots: readonly Snapshot[];
  readonly history: readonly HistoryEntry[];
  /** `diverged`: something ceased to be finite; `audio` is the last finite sound (the start, if even that is not). */
  readonly stopped: Stopped;
}

/** What is kept of several restarts: for each item all of one of them. */
export interface Kept extends Omit<Restart, 'seed'> {
  /** For each item the restart, from 0, that it is taken from. */
  readonly kept: readonly number[];
}
