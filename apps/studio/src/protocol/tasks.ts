import type { EngineReport, Recipe } from '@audiate/core';
import type { Form } from '../state/form.js';
import type { Loading, ModelFacts, ModelSource } from './model.js';
import type { Shown } from './sound.js';

/** What is asked of the worker, what it tells on the way, and what it answers. */
interface Task<Ask, Answer, News = never> {
  readonly ask: Ask;
  readonly answer: Answer;
  readonly news: News;
}

/** A render's step. Its sound comes with some of the steps, as often as ears and eyes can follow. */
export interface StepNews {
  /** Steps made. */
  readonly step: number;
  readonly score: number;
  readonly remainingMs: number;
  readonly shown?: Shown;
}

/** What a render gave, also one that was stopped. */
export interface Rendered {
  readonly audio: Float32Array<ArrayBuffer>;
  readonly sampleRate: number;
  readonly score: number;
  readonly best: { readonly step: number; readonly score: number };
  readonly stopped: 'done' | 'plateau' | 'aborted' | 'diverged';
  readonly history: readonly number[];
  readonly engine: EngineReport;
  readonly recipe: Recipe;
  /** What a unit behind a GELU that did not wake up is called. */
  readonly asleep: readonly string[];
  readonly shown: Shown;
}

/** All that the worker does. */
export interface Tasks {
  readonly open: Task<ModelSource, ModelFacts, Loading>;
  readonly render: Task<{ readonly form: Form; readonly resume: boolean }, Rendered, StepNews>;
}

export type TaskName = keyof Tasks;

/** From the page to the worker. */
export type Call =
  | { [Name in TaskName]: { readonly id: number; readonly task: Name; readonly ask: Tasks[Name]['ask'] } }[TaskName]
  | { readonly id: number; readonly control: Control };

/** What can be said to a task under way. */
export type Control = 'pause' | 'go' | 'stop';

/** From the worker to the page. */
export type Reply =
  | { readonly id: number; readonly news: unknown }
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly fault: string };
