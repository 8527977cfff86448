import { fold, InputError, joinNumbers, type Key, key, mirror, type Values, warnOnce } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { Engine } from '../engines/engine.js';
import { splitItems, takeData, toTensors } from '../engines/tensors.js';
import { renderHearing, withMemoryAdvice } from '../hearing/memory-advice.js';
import type { Plan } from '../settings/plan.js';
import { bindObjective } from './scoring.js';
import { numbersOf, type Shake, type Sounding, soundOut } from './sounding.js';
import { type WholeClimb, wholeClimb } from './whole-climb.js';

/** What one step measured. */
export interface Measured {
  /** The raw audio, one `[samples]` for each item. */
  readonly audio: Float32Array[];
  /** Unweighted, `[terms][batch]`, the mean over the draws. */
  readonly scores: number[][];
}

/** A step of the restart that a seed stands for: what its draws depend on. */
export interface SeededStep {
  readonly seed: number;
  readonly step: number;
}

/** The differentiable heart of a render, bound to an engine. */
export interface Climber {
  /** The start that a seed stands for. */
  start(seed: number): Values;
  /** Makes what the engine needs to climb, ahead of the first step. */
  ready(): Promise<void>;
  /** Scores the heard audio of `values` and gives the gradient of the objective, which leads uphill. */
  ascend(values: Values, at: SeededStep): Promise<Measured & { gradients: Values }>;
  /** Scores the raw audio without transforms. */
  look(values: Values, step: number): Promise<Measured>;
  /** For each item of sounds, the descriptions of the terms that are asleep under the weights of a step. */
  asleep(audio: readonly Float32Array[], step: number): Promise<string[][]>;
  /** Frees what the engine made for it. */
  dispose(): void;
}

/** Keys derived from the seed: one for the start, one for the transforms. */
const START = 0;
const TRANSFORMS = 1;

/**
 * A climber that can climb.
 * @throws InputError from the part that does not fit the model or the batch; NotCompiled when the engine can't run it.
 */
export async function readyClimber(plan: Plan, engine: Engine): Promise<Climber> {
  const climber = engine.run(() => bindClimber(plan, engine));
  try {
    await climber.ready();
    return climber;
  } catch (error) {
    climber.dispose();
    throw error;
  }
}

/**
 * Binds every part of a plan; every mistake that binding can find is thrown here, before step 0.
 * @throws InputError from the part that does not fit the model or the batch.
 */
export function bindClimber(plan: Plan, engine: Engine): Climber {
  const { model, context, objective, steps } = plan;
  const param = plan.param.bind(context);
  const transform = plan.transforms.bind(context);
  const scoring = bindObjective(engine, objective.terms, { model, context, steps });
  const { batch } = context;

  const measured = (raw: Float32Array, scores: readonly Float32Array[]): Measured => ({
    audio: splitItems(raw, batch),
    scores: scores.map((row) => Array.from(row)),
  });
  const rowsOf = (terms: Float32Array) => splitItems(terms, objective.terms.length);
  const hearing = renderHearing(plan);
  const advised =
    <A extends unknown[], T>(body: (...args: A) => Promise<T>) =>
    (...args: A) =>
      withMemoryAdvice(engine, hearing, () => body(...args));
  const start = (seed: number) => param.init(fold(key(seed), START));
  const keysAt = ({ seed, step }: SeededStep) => drawKeys(fold(fold(key(seed), TRANSFORMS), step), plan.draws);
  /** Runs a body with the shaken sounds of `values`, which are freed behind it. */
  const withSounds = async <T>(values: Values, at: SeededStep, use: (sounds: Sounding) => Promise<T>) => {
    const { step } = at;
    const shake: Shake = (raw) => keysAt(at).map((drawn) => transform(raw, drawn, { step, strength: 1 }));
    const sounds = engine.run(() => soundOut(values, param, shake));
    try {
      return await use(sounds);
    } finally {
      sounds.dispose();
    }
  };
  let whole = wholeClimb(plan, engine, { param, transform: transform.steps, terms: scoring.terms });

  return {
    start,
    ready: advised(async () => {
      const at = { seed: plan.seed, step: 0 };
      const values = start(at.seed);
      whole = await ifReady(whole, values, keysAt(at)[0]!);
      if (whole) return;
      const sounds = () => withSounds(values, at, ({ numbers }) => numbers());
      await scoring.ready({ gradient: true, sounds });
    }),
    ascend: advised(async (values: Values, at: SeededStep) => {
      if (whole) {
        const { raw, scores, gradients } = await whole.ascend(values, keysAt(at), at.step);
        return { ...measured(raw, scores), gradients: asValues(gradients, values) };
      }
      return withSounds(values, at, async ({ raw, numbers, climb }) => {
        const score = await scoring.prepare(at.step, { gradient: true, sounds: numbers });
        const { terms, uphill } = engine.run(() => tf.tidy(() => climb(score)));
        const [scores, ...slopes] = await takeData([terms, ...uphill]);
        const gradients = Object.fromEntries(
          Object.keys(values).map((name, i) => [name, divided(slopes[i]!, plan.draws)]),
        );
        const audio = (await raw.data()) as Float32Array;
        return { ...measured(audio, rowsOf(scores!)), gradients: asValues(gradients, values) };
      });
    }),
    look: advised(async (values: Values, step: number) => {
      const looked = await whole?.look(values, step);
      if (looked) return measured(looked.raw, looked.scores);
      const raw = engine.run(() => tf.tidy(() => param.decode(toTensors(values))));
      try {
        const sound = await numbersOf(raw);
        const score = await scoring.prepare(step, {
          gradient: false,
          sounds: async () => ({ raw: sound, heard: [sound] }),
        });
        const [scores] = await takeData([engine.run(() => tf.tidy(() => score(raw, raw).terms))]);
        return measured(sound.data, rowsOf(scores!));
      } finally {
        raw.dispose();
      }
    }),
    asleep: advised((audio: readonly Float32Array[], step: number) =>
      scoring.asleep({ data: joinNumbers(audio), shape: [batch, context.samples] }, step),
    ),
    dispose() {
      scoring.dispose();
      whole?.dispose();
    },
  };
}

/** Whole steps, once their program is made; undefined, freed, where a part can't be a part of one. */
async function ifReady(whole: WholeClimb | undefined, values: Values, drawn: Key): Promise<WholeClimb | undefined> {
  try {
    await whole?.ready(values, drawn);
    return whole;
  } catch (error) {
    whole?.dispose();
    // What is wrong beyond that comes up again where the sounds are made apart.
    if (error instanceof InputError) return undefined;
    const why = error instanceof Error ? error.message : String(error);
    warnOnce(`a whole step could not be compiled (${why}); its sounds are made apart from the model, which is slower`);
    return undefined;
  }
}

/** Gradients by the shapes of what they belong to. */
function asValues(gradients: Readonly<Record<string, Float32Array>>, values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, { shape }]) => [name, { data: gradients[name]!, shape }]),
  );
}

/** Divides in place. */
function divided(numbers: Float32Array, by: number): Float32Array {
  for (let i = 0; i < numbers.length; i++) numbers[i] = numbers[i]! / by;
  return numbers;
}

/** The keys of a step's draws; every second one is the antithetic twin of the one before. */
function drawKeys(atStep: Key, count: number): Key[] {
  return Array.from({ length: count }, (_, i) => {
    const drawn = fold(atStep, i >> 1);
    return i % 2 === 1 ? mirror(drawn) : drawn;
  });
}
