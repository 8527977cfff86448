import { valueAndGradients } from '@audiate/ops';
import { type BoundParam, fold, InputError, type Key, key, mirror, type Values } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { Engine, Sound } from '../engines/engine.js';
import { splitItems, takeData, toTensors } from '../engines/tensors.js';
import { renderHearing, withMemoryAdvice } from '../hearing/memory-advice.js';
import type { Plan } from '../settings/plan.js';
import { joinNumbers } from './chunks.js';
import { bindObjective, type Score } from './scoring.js';

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

  const measure = async (raw: tf.Tensor, terms: tf.Tensor, rest: tf.Tensor[]) => {
    const [audio, scores, ...others] = await takeData([raw, terms, ...rest]);
    const rows = Array.from({ length: objective.terms.length }, (_, i) =>
      Array.from(scores!.subarray(i * batch, (i + 1) * batch)),
    );
    return { measured: { audio: splitItems(audio!, batch), scores: rows }, others };
  };

  /** The sounds of a pass as numbers: what the tape will make again, for an engine that hears them beforehand. */
  const soundsOf = async (values: Values, shake: (raw: tf.Tensor2D) => tf.Tensor2D[]) => {
    const tensors = engine.run(() =>
      tf.tidy(() => {
        const raw = param.decode(toTensors(values));
        return [raw, ...shake(raw)].map((sound) => tf.clone(sound));
      }),
    );
    const shapes = tensors.map((tensor) => tensor.shape);
    const data = await takeData(tensors);
    const [raw, ...heard] = data.map((numbers, i): Sound => ({ data: numbers, shape: shapes[i]! }));
    return { raw: raw!, heard };
  };
  const shakeAt = ({ seed, step }: SeededStep): Shake => {
    const atStep = fold(fold(key(seed), TRANSFORMS), step);
    return (raw, use) => drawKeys(atStep, plan.draws).map((drawn) => use(transform(raw, drawn, { step, strength: 1 })));
  };
  const shakenSounds = (values: Values, at: SeededStep) =>
    soundsOf(values, (raw) => shakeAt(at)(raw, (heard) => heard));
  const hearing = renderHearing(plan);
  const advised =
    <A extends unknown[], T>(body: (...args: A) => Promise<T>) =>
    (...args: A) =>
      withMemoryAdvice(engine, hearing, () => body(...args));
  const start = (seed: number) => param.init(fold(key(seed), START));

  return {
    start,
    ready: advised(() => {
      const at = { seed: plan.seed, step: 0 };
      return scoring.ready({ gradient: true, sounds: () => shakenSounds(start(at.seed), at) });
    }),
    ascend: advised(async (values: Values, at: SeededStep) => {
      const { step } = at;
      const names = Object.keys(values);
      const shake = shakeAt(at);
      const sounds = () => shakenSounds(values, at);
      const score = await scoring.prepare(step, { gradient: true, sounds });
      const { raw, terms, uphill } = engine.run(() => tf.tidy(() => ascend(values, { param, shake, score })));
      const { measured, others } = await measure(raw, terms, uphill);
      const found = names.map((name, i) => {
        const data = others[i]!.map((slope) => slope / plan.draws);
        return [name, { data, shape: values[name]!.shape }] as const;
      });
      return { ...measured, gradients: Object.fromEntries(found) };
    }),
    look: advised(async (values: Values, step: number) => {
      const sounds = () => soundsOf(values, (raw) => [raw]);
      const score = await scoring.prepare(step, { gradient: false, sounds });
      const { raw, terms } = engine.run(() =>
        tf.tidy(() => {
          const audio = param.decode(toTensors(values));
          return { raw: audio, terms: score(audio, audio).terms };
        }),
      );
      return (await measure(raw, terms, [])).measured;
    }),
    asleep: advised((audio: readonly Float32Array[], step: number) =>
      scoring.asleep({ data: joinNumbers(audio), shape: [batch, context.samples] }, step),
    ),
    dispose: scoring.dispose,
  };
}

/** Uses one heard audio for each draw of a step, as it is made. */
type Shake = <T>(raw: tf.Tensor2D, use: (heard: tf.Tensor2D) => T) => T[];

interface Bound {
  readonly param: BoundParam;
  readonly shake: Shake;
  readonly score: Score;
}

/**
 * One forward and backward pass. It differentiates the objective itself, as every engine does: parts may ask by the sign
 * of their gradient whether a value is to rise. And it differentiates each draw by itself, the gradients are averaged
 * afterwards: a transform that gives its gradient a norm gives it to one draw's, however many there are.
 */
function ascend(values: Values, { param, shake, score }: Bound) {
  const names = Object.keys(values);
  const tensors = toTensors(values);
  const kept: { raw?: tf.Tensor; terms?: tf.Tensor } = {};
  const climbed = (...xs: tf.Tensor[]) => {
    const raw = param.decode(Object.fromEntries(names.map((name, i) => [name, xs[i]!])));
    const heard = shake(raw, (sound) => score(sound, raw));
    kept.raw = tf.keep(tf.clone(raw));
    kept.terms = tf.keep(tf.mean(tf.stack(heard.map(({ terms }) => terms)), 0));
    return tf.addN(heard.map(({ sum }) => sum)) as tf.Scalar;
  };
  try {
    const inputs = names.map((name) => tensors[name]!);
    const { value, grads: uphill } = valueAndGradients(climbed, inputs);
    value.dispose();
    const unused = names.find((_, i) => !uphill[i]);
    if (unused !== undefined)
      throw new InputError(`param: its decode leaves the value "${unused}" unused, which can't be climbed`);
    return { raw: kept.raw!, terms: kept.terms!, uphill: uphill as tf.Tensor[] };
  } catch (error) {
    tf.dispose(Object.values(kept));
    throw error;
  }
}

/** The keys of a step's draws; every second one is the antithetic twin of the one before. */
function drawKeys(atStep: Key, count: number): Key[] {
  return Array.from({ length: count }, (_, i) => {
    const drawn = fold(atStep, i >> 1);
    return i % 2 === 1 ? mirror(drawn) : drawn;
  });
}
