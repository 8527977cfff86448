import type { EngineReport } from './engines/engine.js';
import type { Recipe } from './recipe/recipe.js';
import type { Best, HistoryEntry, Snapshot } from './record.js';
import type { RenderState } from './state.js';

/** Why a render ended. */
export type Stopped = 'done' | 'aborted' | 'diverged';

/** What a render tells after each step. */
export interface RenderStep extends HistoryEntry {
  /** Of how many. */
  readonly steps: number;
  /** The raw audio that the step scored, before its update: one `[samples]` for each item. */
  readonly audio: readonly Float32Array[];
  /** Milliseconds since the render began, and an estimate of what is left. */
  readonly elapsedMs: number;
  readonly remainingMs: number;
  /** With the last step: the whole result. */
  readonly result?: RenderResult;
}

/** What a render gives. */
export interface RenderResult {
  /** The last sound of each item: `[samples]`, linear amplitude, at the param's own level. */
  readonly audio: readonly Float32Array[];
  /** The totals of these sounds on the raw audio, without transforms. */
  readonly scores: readonly number[];
  /** The best sound of each item; terms that couple the batch share one step. */
  readonly best: readonly Best[];
  readonly snapshots: readonly Snapshot[];
  readonly history: readonly HistoryEntry[];
  /** `diverged`: something ceased to be finite; `audio` is the last finite sound (the start, if even that is not). */
  readonly stopped: Stopped;
  /** Hz. */
  readonly sampleRate: number;
  readonly engine: EngineReport;
  readonly recipe: Recipe;
  readonly state: RenderState;
}
