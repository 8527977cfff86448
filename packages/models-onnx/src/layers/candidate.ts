import type { Axes } from './axes.js';

/** A value that may be a layer. */
export interface Candidate {
  readonly name: string;
  readonly axes: Axes;
}
