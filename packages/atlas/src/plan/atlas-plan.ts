import type { RecordedSettings } from '@audiate/core';

/** Neighbouring units of one layer, both ends counted. */
export interface UnitRange {
  readonly layer: string;
  readonly first: number;
  readonly last: number;
}

/** A piece of an atlas that one machine renders in one go. Its number is its place in the plan. */
export interface Chunk extends UnitRange {
  readonly number: number;
}

/** All of the work of an atlas, as `plan.json` holds it: which units, how each is rendered, and how it is cut. */
export interface AtlasPlan {
  readonly format: 1;
  readonly model: { readonly name: string; readonly fingerprint: string; readonly sampleRate: number };
  /** What the model was called when the plan was made: an id of a hub, a path; whoever runs the plan may read it. */
  readonly source?: string;
  /** Settings of every render with all defaults; `batch` is how many units are rendered side by side. */
  readonly settings: RecordedSettings;
  /** Draws of each random transform that the retention of a sound is measured under; 0 where none is measured. */
  readonly retentionDraws: number;
  readonly chunks: readonly UnitRange[];
  /** What one unit takes, in milliseconds, layer by layer, where it was measured when the plan was made. */
  readonly msPerUnit?: Readonly<Record<string, number>>;
}

/** How many units a range holds. */
export function unitCount({ first, last }: UnitRange): number {
  return last - first + 1;
}

/** The chunks of a plan with their numbers. */
export function chunksOf({ chunks }: AtlasPlan): Chunk[] {
  return chunks.map((chunk, number) => ({ ...chunk, number }));
}
