import type { CardLine } from '@audiate/evaluate';
import type { Rendered } from './rendered.js';

/** What is to be evaluated, and what it is compared with. */
export interface EvaluateAsk {
  readonly rendered: Pick<Rendered, 'form' | 'audio' | 'recipe'>;
  /** Recordings of speech. */
  readonly speech: readonly File[] | 'shipped';
  /** Whether plain gradient ascent is climbed for comparison, as long as the sound was. */
  readonly ascent: boolean;
}

/** How far an evaluation has come. */
export interface EvaluateNews {
  /** What is done now, in words. */
  readonly stage: string;
  /** Of all, 0 … 1. */
  readonly share: number;
}

/** A sound's reliability card. */
export interface Evaluated {
  /** Whether it excites, is natural, holds: in words. */
  readonly verdict: string;
  readonly lines: readonly CardLine[];
  /** Seconds of speech that it was compared with. */
  readonly seconds: number;
  readonly recordings: number;
  /** What the card lacks, and what it needs, in sentences. */
  readonly missing: readonly string[];
  /** Recordings that could not be heard, and why. */
  readonly skipped: readonly string[];
}
