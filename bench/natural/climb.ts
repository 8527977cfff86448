/** What a target is climbed by on either side: which activations, and where they lie in a sound of {@link SAMPLES}. */
export interface Target {
  readonly name: string;
  readonly layer: string;
  readonly channel: number;
  /** Of a phone: the token whose logit it is. */
  readonly token?: string;
  /** The score is the mean over `count` frames from `from`. */
  readonly from: number;
  readonly count: number;
  /** The largest score of speech; absent where the model heard none. */
  readonly natural?: number;
}

/** A second. */
export const SAMPLES = 16_000;

/** How one climb went, on either side. */
export interface Climb {
  /** From the loaded model to the look that found the natural maximum, or to the last look. */
  readonly seconds: number;
  /** What all threads computed meanwhile: where others want the cores too, it says more than the clock. */
  readonly cpuSeconds: number;
  /** Of the seconds what went before the first step: compiling, cutting, binding, and what the first step took longer than others. */
  readonly beforeSteps: number;
  /** Median seconds of a step but the first. */
  readonly perStep: number;
  /** Steps made. */
  readonly steps: number;
  /** The steps after which a look first found the natural maximum; null: none of them. */
  readonly reached: number | null;
  /** The last clean score. */
  readonly score: number;
}

/** What a side is asked: targets that are climbed one after another in one process, each from the seed. */
export interface Request {
  readonly targets: readonly Target[];
  readonly seed: number;
  /** The most steps of a climb. */
  readonly steps: number;
}
