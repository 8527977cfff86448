import { itemsOf } from '@audiate/objectives';
import * as param from '@audiate/param';
import {
  checkNumber,
  checkSchedule,
  type ModelAdapter,
  type Objective,
  type Optimizer,
  type Param,
  type Schedule,
  type Transform,
} from '@audiate/protocol';
import * as optimizers from '../optimizers/index.js';
import { type Check, count, list, number, optional, record, schedule, spec } from './check-saved.js';
import { checkPart, checkSnapshots, sampleCount } from './check-settings.js';
import { clean } from './clean.js';
import { checkPlateau, type Plateau } from './plateau.js';

/**
 * The settings of a render that its recipe records. They are written here only: the options, the plan and the recipe
 * derive from this list and from `SETTINGS`.
 */
export interface RenderSettings {
  /** How the waveform is written; `param.rms(param.spectrum())`, a speech-shaped spectrum at a fixed level. */
  readonly param: Param;
  /** What shakes the sound before the model hears it, and what keeps it clean; `transforms.clean()`. */
  readonly transforms: Transform;
  /** Draws of the transforms averaged in a step; an even number comes in antithetic pairs. Cost grows alike. 1. */
  readonly draws: number;
  /** `optimizers.normalizedMomentum()`. */
  readonly optimizer: Optimizer;
  /** Instead of the optimizer's own learning rate: a number, a curve, points to go through, a warm-up before either. */
  readonly learningRate: Schedule;
  /** Length of the sound in samples at the model's rate; a second. */
  readonly samples: number;
  /** How many sounds are rendered side by side, each from its own start; 1, or as many as `objectives.each` holds. */
  readonly batch: number;
  /** 256. */
  readonly steps: number;
  /** Every how many steps the raw sound is scored without transforms, for `best`; 8. */
  readonly every: number;
  /** Counts of steps after which the sound is kept; 0 is the start. */
  readonly snapshots: readonly number[];
  /** Ends a restart once its clean scores no longer rise, `stopped: 'plateau'`; never unless given. */
  readonly plateau?: Plateau;
  /**
   * How many restarts are made, one after another, the best of each item kept; 1. Restart r is the render of `seed + r`;
   * all are recorded in `result.restarts`. A plan and a recipe leave it out where there is one.
   */
  readonly restarts?: number;
  /** A whole number from 0; 0 unless given. The same seed, engine, versions, threads and CPU give the same bits. */
  readonly seed: number;
  /**
   * The most items that the model hears at once, for a batch larger than memory; all, unless given. Only the model's pass is
   * cut: draws, and terms that compare items, have the whole batch, and the result is the same up to rounding. Costs one
   * forward pass more a step.
   */
  readonly chunk?: number;
}

/** What a user gives of the settings, and the other way to tell a length. */
export interface GivenSettings extends Partial<RenderSettings> {
  /** Length of the sound in seconds; 1 unless `samples` is given. */
  readonly seconds?: number;
}

/** What a setting is filled in for: of the settings those before it are known. */
export interface Filled extends RenderSettings {
  readonly model: ModelAdapter;
  readonly objective: Objective;
}

/** How one setting of a render is handled. */
export interface Setting<T> {
  /**
   * What was given, checked, or the default; undefined where a plan and a recipe leave it out.
   * @throws InputError naming the setting, its value and what is allowed.
   */
  fill(given: GivenSettings, filled: Filled): T;
  /** Checks the type of a recipe's field; its range is checked by `fill`. */
  readonly saved: Check;
  /** Whether it is a part, which a recipe holds by its spec. */
  readonly isPart?: true;
}

/** The settings that are parts. */
export type PartName = 'param' | 'transforms' | 'optimizer';

/** How each setting is filled in, in this order, and what a recipe's field of its name must be. */
export const SETTINGS: { readonly [Name in keyof RenderSettings]-?: Setting<RenderSettings[Name]> } = {
  param: partSetting('param', () => param.rms(param.spectrum()), 'param.spectrum()'),
  transforms: partSetting('transforms', () => clean(), 'transforms.standard()'),
  draws: {
    fill: ({ draws = 1 }) => checkNumber('draws', draws, { min: 1, max: MAX_DRAWS, integer: true }),
    saved: count,
  },
  optimizer: partSetting('optimizer', () => optimizers.normalizedMomentum(), 'optimizers.adam()'),
  learningRate: {
    fill: ({ learningRate }, { optimizer }) =>
      structuredClone(checkSchedule('learningRate', learningRate ?? optimizer.learningRate)),
    saved: schedule,
  },
  samples: { fill: (given, { model }) => sampleCount(model, given), saved: count },
  batch: {
    fill: ({ batch }, { objective, samples }) =>
      checkNumber('batch', batch ?? itemsOf(objective) ?? 1, {
        min: 1,
        max: Math.max(1, Math.floor(MAX_NUMBERS / samples)),
        integer: true,
      }),
    saved: count,
  },
  steps: {
    fill: ({ steps = 256 }) => checkNumber('steps', steps, { min: 1, max: MAX_STEPS, integer: true }),
    saved: count,
  },
  every: { fill: ({ every = 8 }) => checkNumber('every', every, { min: 1, integer: true }), saved: count },
  snapshots: { fill: ({ snapshots = [] }, { steps }) => checkSnapshots(snapshots, steps), saved: list(count) },
  plateau: {
    fill: ({ plateau }, { every }) => (plateau === undefined ? undefined : checkPlateau(plateau, every)),
    saved: optional(record<Required<Plateau>>({ steps: count, tolerance: number({ min: 0 }) })),
  },
  restarts: {
    fill({ restarts = 1 }) {
      checkNumber('restarts', restarts, { min: 1, max: MAX_RESTARTS, integer: true });
      return restarts > 1 ? restarts : undefined;
    },
    saved: optional(count),
  },
  seed: {
    fill: ({ seed = 0 }, { restarts = 1 }) =>
      checkNumber('seed', seed, { min: 0, max: Number.MAX_SAFE_INTEGER - (restarts - 1), integer: true }),
    saved: count,
  },
  chunk: {
    fill: ({ chunk }) => (chunk === undefined ? undefined : checkNumber('chunk', chunk, { min: 1, integer: true })),
    saved: optional(count),
  },
};

/** The name of every setting. */
export const settingNames = Object.keys(SETTINGS) as (keyof RenderSettings)[];

/** A setting that is a part. */
function partSetting<Name extends PartName>(
  name: Name,
  usual: () => RenderSettings[Name],
  example: string,
): Setting<RenderSettings[Name]> {
  return {
    fill: (given) => checkPart(name, (given[name] as RenderSettings[Name] | undefined) ?? usual(), example),
    saved: spec,
    isPart: true,
  };
}

/** Samples of a whole batch: half a gigabyte of float32. */
const MAX_NUMBERS = 2 ** 27;
const MAX_STEPS = 1_000_000;
const MAX_DRAWS = 1024;
const MAX_RESTARTS = 1024;
