/** What was measured of one target under one setting. Plain numbers; null is what can't be told of the target. */
export interface Row {
  readonly setting: string;
  readonly target: string;
  readonly kind: 'unit' | 'channel' | 'phone' | 'word';
  readonly seed: number;
  readonly steps: number;
  /** The clean score of the target on the first model. */
  readonly score: number;
  /** The largest of recorded and synthetic speech. */
  readonly natural: number | null;
  /** The first of the looks at which the clean score was above `natural`; null: never. */
  readonly reachedAt: number | null;
  /** Of the whole batch, over its sounds and steps. */
  readonly secondsPerStep: number;
  readonly retention: { readonly mean: number; readonly worst: number; readonly worstOf: string };
  readonly energyWithin150ms: number;
  readonly density: number;
  readonly slopeDbPerOctave: number;
  readonly energyBelow50Hz: number;
  readonly peak: number;
  /** By judge: of phones 1 where it hears the phone at its time, else 0; of words the phone error rate. */
  readonly judged: Readonly<Record<string, number>>;
}
