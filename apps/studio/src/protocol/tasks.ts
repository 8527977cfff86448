import type { EngineChoice, EngineReport } from '@audiate/core';
import type { Form } from '../state/form.js';
import type { Target } from '../state/target.js';
import type { EvaluateAsk, Evaluated, EvaluateNews } from './evaluated.js';
import type { Heard, Moments } from './evidence.js';
import type { Firing } from './firing.js';
import type { Kept } from './kept.js';
import type { Loading, ModelFacts, ModelSource } from './model.js';
import type { Rendered } from './rendered.js';
import type { Shown } from './sound.js';
import type { WriteAsk, Written } from './written.js';

/** What is asked of a worker, what it tells on the way, and what it answers. */
export interface Task<Ask, Answer, News = never> {
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
  /** With the first step, the last and some others: where the render stands, and the recipe that makes it again. */
  readonly kept?: Kept;
}

/** What is to be rendered. */
export interface RenderAsk {
  readonly form: Form;
  /** What was kept of it. */
  readonly resume?: Kept;
}

/** All that a worker does. */
export interface Tasks {
  readonly open: Task<ModelSource, ModelFacts, Loading>;
  /** Starts the engine for the open model, and tells which one it is. */
  readonly warm: Task<{ readonly engine: EngineChoice }, EngineReport>;
  /** Climbs; from where `resume` stands, if it is of the same form and model, else from the start. */
  readonly render: Task<RenderAsk, Rendered, StepNews>;
  /** What the model hears in a sound, and how its unit answers to it. */
  readonly hear: Task<{ readonly audio: Float32Array; readonly target: Target }, Heard>;
  /** The moments of sound files that drive a unit highest. */
  readonly scan: Task<
    { readonly files: readonly File[] | 'shipped'; readonly target: Target },
    Moments,
    { readonly clips: number; readonly total: number }
  >;
  /** How far to trust a sound: its reliability card. */
  readonly evaluate: Task<EvaluateAsk, Evaluated, EvaluateNews>;
  /** Which units of a layer a moment of the microphone drives. */
  readonly fire: Task<{ readonly samples: Float32Array; readonly sampleRate: number; readonly layer: string }, Firing>;
  readonly write: Task<WriteAsk, Written>;
}

export type TaskName = keyof Tasks;

/** What a worker does, by name: {@link Tasks}, or those of another page. */
export type TaskTable<All> = { readonly [Name in keyof All]: Task<unknown, unknown, unknown> };

/** From the page to a worker. */
export type Call<All extends TaskTable<All> = Tasks> =
  | { [Name in keyof All]: { readonly id: number; readonly task: Name; readonly ask: All[Name]['ask'] } }[keyof All]
  | { readonly id: number; readonly control: Control };

/** What can be said to a task under way. */
export type Control = 'pause' | 'go' | 'stop';

/** From a worker to the page. */
export type Reply =
  | { readonly id: number; readonly news: unknown }
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly fault: string }
  /** What the reader should know, of no task. */
  | { readonly warning: string };
