import type { EngineReport, Recipe } from '@audiate/core';
import type { Form } from '../state/form.js';
import type { Shown } from './sound.js';

/** What a render gave, also one that was stopped. */
export interface Rendered {
  readonly form: Form;
  readonly audio: Float32Array<ArrayBuffer>;
  readonly sampleRate: number;
  readonly score: number;
  readonly best: { readonly step: number; readonly score: number };
  readonly stopped: 'done' | 'plateau' | 'aborted' | 'diverged';
  readonly history: readonly number[];
  readonly engine: EngineReport;
  readonly recipe: Recipe;
  /** Terms whose unit behind an activation function did not wake up. */
  readonly asleep: readonly string[];
  readonly shown: Shown;
}
