import {
  checkKeys,
  checkNumber,
  checkPart,
  fold,
  InputError,
  key,
  type ModelAdapter,
  type Objective,
  scheduleAt,
  type Transform,
} from '@audiate/protocol';
import * as transforms from '@audiate/transforms';
import * as tf from '@tensorflow/tfjs';
import type { Engine, EngineReport, Sound } from '../engines/engine.js';
import { type EngineOptions, engineOf } from '../engines/engine-options.js';
import { beginOnEngine } from '../engines/open.js';
import { takeData } from '../engines/tensors.js';
import { checkModel } from '../hearing/check-model.js';
import { checkSounds } from '../hearing/check-sounds.js';
import { soundsHearing, withMemoryAdvice } from '../hearing/memory-advice.js';
import { bindObjective, type Scoring } from '../loop/scoring.js';
import { totals } from '../record/totals.js';
import { type Plan, planRender } from '../settings/plan.js';

/** What sounds scored. */
export interface Scores {
  /** The weighted sum for each sound; terms that do not concern it are left out. */
  readonly total: number[];
  /** By the term's description, unweighted, one for each sound; NaN where the term does not concern it. */
  readonly terms: Record<string, number[]>;
}

/** How given sounds are heard. */
export interface HearingOptions {
  /** What shakes the sounds before the model hears them, at full strength; nothing unless given. */
  readonly transforms?: Transform;
  /** Draws of the transforms that a score is the mean of; 1. */
  readonly draws?: number;
  /** What the draws depend on, a whole number from 0; 0. */
  readonly seed?: number;
}

/** Options of {@link scorer}. */
export interface ScorerOptions extends EngineOptions {
  /** Length of each sound in samples at the model's rate; a second. */
  readonly samples?: number;
  /** Sounds that are scored at once; 1, or as many as `objectives.each` holds. */
  readonly batch?: number;
}

/** An objective that is ready to score sounds of one length, many times. */
export interface SoundScorer {
  readonly engine: EngineReport;
  readonly samples: number;
  readonly batch: number;
  /**
   * Scores sounds, `batch` times `[samples]` at the model's rate, linear amplitude.
   * @throws InputError for sounds of another number or length, or not finite, and for a transform that does not fit them.
   */
  score(sounds: readonly Float32Array[], options?: HearingOptions): Promise<Scores>;
  /** Frees what the engine made. */
  dispose(): void;
}

/** The step of a render that has come to its end: every ramp is at full strength, every weight at its last value. */
const END = 2 ** 31;
const MAX_DRAWS = 1024;

/**
 * Makes an objective ready to score given sounds: what `render` climbs, without climbing. Weights that follow a schedule
 * have their last value. Times and frames of the objective are those of the raw sounds, also where transforms change the
 * length.
 * @throws InputError for what is no model or no objective, and from a term that does not fit them.
 */
export async function scorer<L extends string>(
  model: ModelAdapter<L>,
  objective: Objective<NoInfer<L>> | string,
  options: ScorerOptions = {},
): Promise<SoundScorer> {
  checkModel(model, 'scorer');
  checkKeys('options of scorer', options, ['samples', 'batch', 'engine', 'device']);
  const { engine: asked, device, ...given } = options;
  const choice = engineOf({ engine: asked, device });
  const plan = atEnd(planRender(model as unknown as ModelAdapter, objective as Objective | string, given));
  const { batch, samples } = plan.context;
  const silence: Sound = { data: new Float32Array(batch * samples), shape: [batch, samples] };
  const hearing = soundsHearing(plan.model, { samples, sounds: batch });
  const { engine, scoring } = await beginOnEngine(choice, async (candidate) => {
    const bound = candidate.run(() => bindObjective(candidate, plan.objective.terms, { ...plan, steps: 1 }));
    try {
      const pass = { gradient: false, sounds: async () => ({ raw: silence, heard: [silence] }) };
      await withMemoryAdvice(candidate, hearing, () => bound.ready(pass));
      return { engine: candidate, scoring: bound };
    } catch (error) {
      bound.dispose();
      throw error;
    }
  });
  return {
    engine: engine.report,
    samples,
    batch,
    score: (sounds, heard = {}) =>
      withMemoryAdvice(engine, hearing, () => score({ plan, engine, scoring }, sounds, heard)),
    dispose: scoring.dispose,
  };
}

function atEnd(plan: Plan): Plan {
  const terms = plan.objective.terms.map(({ weight, term }) => ({ weight: scheduleAt(weight, END, END), term }));
  return { ...plan, objective: { terms } };
}

interface Ready {
  readonly plan: Plan;
  readonly engine: Engine;
  readonly scoring: Scoring;
}

async function score(
  { plan, engine, scoring }: Ready,
  sounds: readonly Float32Array[],
  options: HearingOptions,
): Promise<Scores> {
  const { context, objective } = plan;
  checkCount(plan, sounds);
  const given = checkKeys('options of score', options, ['transforms', 'draws', 'seed']);
  const draws = checkNumber('draws', given.draws ?? 1, { min: 1, max: MAX_DRAWS, integer: true });
  const drawn = key(given.seed ?? 0);
  const shaken = checkPart('transforms', given.transforms ?? transforms.none());
  const transform = engine.run(() => shaken.bind(context));
  const raw: Sound = { data: joined(sounds), shape: [context.batch, context.samples] };
  const sums = objective.terms.map(() => new Array<number>(context.batch).fill(0));
  for (let draw = 0; draw < draws; draw++) {
    const heard = await shake(raw, engine, (audio) => transform(audio, fold(drawn, draw), { step: END, strength: 1 }));
    const prepared = await scoring.prepare(0, { gradient: false, sounds: async () => ({ raw, heard: [heard] }) });
    const terms = engine.run(() =>
      tf.tidy(() => prepared(tf.tensor2d(heard.data, [...heard.shape]), tf.tensor2d(raw.data, [...raw.shape])).terms),
    );
    const [found] = await takeData([terms]);
    for (const [term, row] of sums.entries()) {
      for (const item of row.keys()) row[item]! += found![term * context.batch + item]! / draws;
    }
  }
  return {
    total: totals(
      sums,
      objective.terms.map(({ weight }) => weight as number),
    ),
    terms: Object.fromEntries(objective.terms.map(({ term }, i) => [term.description, sums[i]!])),
  };
}

function checkCount({ model, context }: Plan, sounds: readonly Float32Array[]): void {
  const { batch, samples } = context;
  if (sounds.length !== batch) throw new InputError(`the scorer scores ${batch} sounds at once, got ${sounds.length}`);
  const length = checkSounds(model, sounds);
  if (length !== samples) throw new InputError(`the scorer scores sounds of ${samples} samples, got ${length}`);
}

async function shake(raw: Sound, engine: Engine, transform: (audio: tf.Tensor2D) => tf.Tensor2D): Promise<Sound> {
  const heard = engine.run(() => tf.tidy(() => transform(tf.tensor2d(raw.data, [...raw.shape]))));
  const { shape } = heard;
  const [data] = await takeData([heard]);
  return { data: data!, shape };
}

function joined(sounds: readonly Float32Array[]): Float32Array {
  const data = new Float32Array(sounds.length * sounds[0]!.length);
  for (const [item, sound] of sounds.entries()) data.set(sound, item * sound.length);
  return data;
}
