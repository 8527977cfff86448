import type { Recipe } from '@audiate/core';
import type { Rendered } from '../protocol/rendered.js';
import type { Shown } from '../protocol/sound.js';
import type { Form } from './form.js';

/** Where the render stands, as the page shows it. */
export interface Run {
  readonly phase: 'idle' | 'starting' | 'climbing' | 'paused' | 'ended';
  /** The score of each step; NaN where it is not known. */
  readonly scores: readonly number[];
  readonly remainingMs?: number;
  /** The newest sound. */
  readonly shown?: Shown;
  readonly recipe?: Recipe;
  /** What it gave, once it ended. */
  readonly rendered?: Rendered;
  /** The form that it follows. */
  readonly form?: Form;
}

export const NO_RUN: Run = { phase: 'idle', scores: [] };

/** Whether the worker is at it. */
export const isUnderWay = ({ phase }: Run): boolean => phase !== 'idle' && phase !== 'ended';
