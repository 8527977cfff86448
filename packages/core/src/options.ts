import {
  checkKeys,
  InputError,
  type Optimizer,
  type Param,
  type Schedule,
  show,
  type Transform,
} from '@audiate/protocol';
import type { EngineChoice } from './engines/engine.js';
import type { Plateau } from './loop/plateau.js';
import type { RenderStep } from './result.js';
import type { RenderState } from './state.js';

/** Options of {@link render} and {@link renderSteps}. */
export interface RenderOptions {
  /** Length of the sound in seconds; 1 unless `samples` is given. */
  readonly seconds?: number;
  /** Length of the sound in samples at the model's rate. */
  readonly samples?: number;
  /** How many sounds are rendered side by side, each from its own start; 1, or as many as `objectives.each` holds. */
  readonly batch?: number;
  /**
   * The most items that the model hears at once, for a batch larger than memory; all, unless given. Only the model's pass is
   * cut: draws, and terms that compare items, have the whole batch, and the result is the same up to rounding. Costs one
   * forward pass more a step.
   */
  readonly chunk?: number;
  /** How the waveform is written; `param.rms(param.spectrum())`, a speech-shaped spectrum at a fixed level. */
  readonly param?: Param;
  /** What shakes the sound before the model hears it; `transforms.standard()`. */
  readonly transforms?: Transform;
  /** Draws of the transforms averaged in a step; an even number comes in antithetic pairs. Cost grows alike. 1. */
  readonly draws?: number;
  /** 256. */
  readonly steps?: number;
  /** Counts of steps after which the sound is kept; 0 is the start. */
  readonly snapshots?: readonly number[];
  /** Every how many steps the raw sound is scored without transforms, for `best`; 8. */
  readonly every?: number;
  /** A whole number from 0; 0 unless given. The same seed, engine, versions, threads and CPU give the same bits. */
  readonly seed?: number;
  /** Ends the render once its clean scores no longer rise, `stopped: 'plateau'`; never unless given. */
  readonly plateau?: Plateau;
  /**
   * How many climbs are made, one after another, the best of each item kept; 1. Climb r is the render of `seed + r`; all
   * are recorded in `result.restarts`.
   */
  readonly restarts?: number;
  /** `optimizers.normalizedMomentum()`. */
  readonly optimizer?: Optimizer;
  /** Instead of the optimizer's own learning rate: a number, a curve, points to go through, a warm-up before either. */
  readonly learningRate?: Schedule;
  /**
   * What runs the model, by name or with settings; `auto`, the fastest that starts here. An operation that can't be
   * compiled makes `auto` go on to the next engine, with a warning, and `onnxruntime` reject before the first step.
   */
  readonly engine?: EngineChoice;
  /** Ends the render within one step; it resolves with what exists, `stopped: 'aborted'`. */
  readonly signal?: AbortSignal;
  /** Called after every step, and awaited when it returns a promise; what it throws rejects the render. */
  readonly onStep?: (step: RenderStep) => void | Promise<void>;
  /** A result's state: the render goes on where it ended, bit-equal to one that never stopped. */
  readonly resume?: RenderState;
}

/** Every option; a key beyond these is a mistyped one. */
const KNOWN: Readonly<Record<keyof RenderOptions, true>> = {
  ...{
    seconds: true,
    samples: true,
    batch: true,
    chunk: true,
    param: true,
    transforms: true,
    draws: true,
    steps: true,
  },
  ...{ snapshots: true, every: true, seed: true, plateau: true, restarts: true, optimizer: true, learningRate: true },
  ...{ engine: true, signal: true, onStep: true, resume: true },
};

/**
 * Checks that options are options, and those that no part of the plan checks: `signal` and `onStep`.
 * @param known names that are options here beside, or instead of, those of a render.
 * @throws InputError naming an unknown key and the nearest known one, or the option and its value.
 */
export function checkOptions<O extends Pick<RenderOptions, 'signal'> & { readonly onStep?: unknown }>(
  thing: string,
  options: O,
  known: readonly string[] = optionNames(),
): O {
  const { signal, onStep } = checkKeys(thing, options, known);
  if (signal !== undefined && typeof signal?.aborted !== 'boolean') {
    throw new InputError(`signal must be an AbortSignal, got ${show(signal)}; pass the signal of an AbortController`);
  }
  if (onStep !== undefined && typeof onStep !== 'function') {
    throw new InputError(`onStep must be a function, got ${show(onStep)}`);
  }
  return options;
}

/** The options of a render but some. */
export function optionNames(without: readonly (keyof RenderOptions)[] = []): string[] {
  return Object.keys(KNOWN).filter((name) => !(without as readonly string[]).includes(name));
}
