import type { EngineReport } from '../engines/engine.js';
import type { Recipe } from '../recipe/recipe.js';
import type { HistoryEntry, Kept, Restart } from './record.js';
import type { RenderState } from './state.js';

/** What a render tells after each step. */
export interface RenderStep extends HistoryEntry {
  /** Of how many. */
  readonly steps: number;
  /** Which of the restarts, from 0; each counts its steps anew. */
  readonly restart: number;
  /** The raw audio that the step scored, before its update: one `[samples]` for each item. */
  readonly audio: readonly Float32Array[];
  /** Milliseconds since the render began, and an estimate of what is left. */
  readonly elapsedMs: number;
  readonly remainingMs: number;
  /** Where the render stands after this step: what `saveState` writes and `resume` takes. A copy, so ask seldom. */
  state(): RenderState;
  /** With a step that was known to be the last: the whole result, which the generator returns, too. */
  readonly result?: RenderResult;
}

/**
 * What a render gives. After several restarts each item is, as a whole, that of the restart that found its best sound.
 * In a notebook it shows itself: it answers `Symbol.for('Jupyter.display')`, as Deno's kernel asks.
 */
export interface RenderResult extends Kept {
  /** Every restart with all that it found; one unless more were asked for. */
  readonly restarts: readonly Restart[];
  /** Hz. */
  readonly sampleRate: number;
  readonly engine: EngineReport;
  readonly recipe: Recipe;
  readonly state: RenderState;
}
