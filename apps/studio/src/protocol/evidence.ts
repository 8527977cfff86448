import type { Lane } from '@audiate/media';
import type { Shown } from './sound.js';

/** A number over time. */
export type Curve = readonly { readonly seconds: number; readonly value: number }[];

/** What a unit does on speech, frame by frame. */
export interface SpeechRange {
  readonly max: number;
  readonly mean: number;
  /** Of all frames so many percent lie below the value. */
  readonly percentiles: readonly { readonly percent: number; readonly value: number }[];
  /** Seconds of speech that were heard. */
  readonly seconds: number;
}

/** What the model hears in a sound. */
export interface Heard {
  /** What it reads out; none for a model without labels. */
  readonly lanes: readonly Lane[];
  /** The unit's activation; none for a text, which is no unit's. */
  readonly curve?: Curve;
  /** What the unit does on speech, where that was measured beforehand. */
  readonly range?: SpeechRange;
}

/** A moment of a recording that drives the unit. */
export interface ShownMoment {
  readonly file: string;
  /** Seconds from the recording's start. */
  readonly at: number;
  readonly value: number;
  readonly shown: Shown;
  readonly curve: Curve;
}

/** The moments that drive a unit highest, and what could not be heard. */
export interface Moments {
  readonly top: readonly ShownMoment[];
  readonly seconds: number;
  readonly skipped: readonly string[];
}
