import type { Audio, Context, ModelAdapter, WeightedTerm } from '@audiate/protocol';
import { scheduleAt, withPreactivations } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { Engine } from './engines/engine.js';

/** The scores of one piece of heard audio. */
export interface Scores {
  /** What is climbed: the weighted sum of all terms over all items. Differentiable. */
  readonly sum: tf.Scalar;
  /** Every term unweighted, `[terms, batch]`. */
  readonly terms: tf.Tensor2D;
}

/** Scores heard audio under the weights of a step. */
export type Score = (heard: Audio, raw: Audio, step: number) => Scores;

/**
 * Binds an objective: terms that read a layer go through the engine, penalties on the raw audio run beside it.
 * @param steps of the render, for weights that follow a schedule.
 */
export function bindObjective(
  engine: Engine,
  objective: readonly WeightedTerm[],
  at: { readonly model: ModelAdapter; readonly context: Context; readonly steps: number },
): Score {
  const { model, context, steps } = at;
  const bound = objective.map(({ term }) => ({
    layers: withPreactivations(model, term.layers),
    score: term.bind(context),
  }));
  const listening = bound.filter(({ layers }) => layers.length > 0);
  const hear = listening.length > 0 ? engine.scorer(model, listening) : () => [];
  return (heard, raw, step) => {
    const answers = hear(heard, raw);
    let next = 0;
    const scores = bound.map(({ layers, score }) => (layers.length > 0 ? answers[next++]! : score({}, raw)));
    const weights = weightsAt(objective, step, steps);
    const counted = scores.flatMap((score, i) => (weights[i] === 0 ? [] : [tf.mul(zeroWhereNaN(score), weights[i]!)]));
    return {
      sum: counted.length > 0 ? tf.sum(tf.addN(counted)) : tf.mul(tf.sum(raw), 0),
      terms: tf.stack(scores) as tf.Tensor2D,
    };
  };
}

/** The weight of each term at a step. */
export function weightsAt(objective: readonly WeightedTerm[], step: number, steps: number): number[] {
  return objective.map(({ weight }) => scheduleAt(weight, step, steps));
}

/**
 * The weighted sum for each item of scores `[terms, batch]`. Terms that score NaN do not concern the item and are left
 * out; an item that no term concerns has NaN.
 */
export function totals(scores: readonly (readonly number[])[], weights: readonly number[]): number[] {
  const items = scores[0]!.map((_, item) => scores.map((term) => term[item]!));
  return items.map((item) => {
    if (item.every(Number.isNaN)) return Number.NaN;
    return item.reduce((sum, score, i) => (Number.isNaN(score) ? sum : sum + weights[i]! * score), 0);
  });
}

/** NaN becomes 0 and passes no gradient. `tf.isNaN` has no gradient of its own, so it stays off the tape. */
const zeroWhereNaN = (x: tf.Tensor1D): tf.Tensor1D => {
  const clear = (value: tf.Tensor, like: tf.Tensor) => tf.where(tf.isNaN(like), tf.zerosLike(value), value);
  return tf.customGrad((...args: unknown[]) => {
    const [input, save] = args as [tf.Tensor, tf.GradSaveFunc];
    save([input]);
    return { value: clear(input, input), gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => clear(dy, saved!) };
  })(x) as tf.Tensor1D;
};
