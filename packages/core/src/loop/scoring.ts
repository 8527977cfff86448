import type { Audio, Context, ModelAdapter, Schedule, WeightedTerm } from '@audiate/protocol';
import { givenLayers, layersOf, scheduleAt } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { Engine, Pass, Sound } from '../engines/engine.js';
import type { LayerTerm } from '../engines/layer-term.js';
import { weightedSum } from '../engines/weighted-sum.js';
import { weightsAt } from '../record/totals.js';
import { findAsleep } from './asleep.js';

/** The scores of one piece of heard audio. */
export interface Scores {
  /** What is climbed: the weighted sum of all terms over all items. Differentiable. */
  readonly sum: tf.Scalar;
  /** Every term unweighted, `[terms, batch]`. */
  readonly terms: tf.Tensor2D;
}

/** Scores heard audio in one pass, under the weights of its step. */
export type Score = (heard: Audio, raw: Audio) => Scores;

/** An objective bound to an engine. */
export interface Scoring {
  /** The terms, bound, with the layers that they are given. */
  readonly terms: readonly LayerTerm[];
  /** Makes what passes of a render need, under every weight that it will have. */
  ready(pass: Omit<Pass, 'weights'>): Promise<void>;
  /** The scorer of one pass. */
  prepare(step: number, pass: Omit<Pass, 'weights'>): Promise<Score>;
  /** For each item of a sound, the terms of the step that are asleep: see {@link findAsleep}. */
  asleep(sound: Sound, step: number): Promise<string[][]>;
  /** Frees what the engine made for it. */
  dispose(): void;
}

/**
 * Binds an objective: terms that read a layer go through the engine, penalties on the raw audio run beside it.
 * @param steps of the render, for weights that follow a schedule.
 */
export function bindObjective(
  engine: Engine,
  objective: readonly WeightedTerm[],
  at: { readonly model: ModelAdapter; readonly context: Context; readonly steps: number },
): Scoring {
  const { model, context, steps } = at;
  const bound = objective.map(({ term }) => ({
    layers: givenLayers(term, model),
    score: term.bind(context),
  }));
  const readsLayer = bound.map(({ layers }) => layers.length > 0);
  const evaluator = readsLayer.includes(true)
    ? engine.evaluator(
        model,
        bound.filter((_, i) => readsLayer[i]),
      )
    : undefined;
  return {
    terms: bound,
    async ready(pass) {
      const ever = everClimbed(objective, steps);
      await evaluator?.ready({ ...pass, weights: ever.filter((_, i) => readsLayer[i]) });
    },
    async prepare(step, pass) {
      const weights = weightsAt(objective, step, steps);
      const hear = await evaluator?.prepare({ ...pass, weights: weights.filter((_, i) => readsLayer[i]) });
      return (heard, raw) => {
        const { scores: answers, sum } = hear?.(heard, raw) ?? { scores: [], sum: undefined };
        let next = 0;
        const scores = bound.map(({ score }, i) => (readsLayer[i] ? answers[next++]! : score({}, raw)));
        const rest = weightedSum(
          scores.filter((_, i) => !readsLayer[i]),
          weights.filter((_, i) => !readsLayer[i]),
        );
        const sums = [sum, rest].filter((part) => part !== undefined);
        return {
          sum: (sums.length > 0 ? tf.addN(sums) : tf.mul(tf.sum(raw), 0)) as tf.Scalar,
          terms: tf.stack(scores) as tf.Tensor2D,
        };
      };
    },
    asleep(sound, step) {
      const weights = weightsAt(objective, step, steps);
      const climbed = objective.map(({ term }, i) => {
        const own = [...new Set(layersOf(term, model))];
        const layers = [...new Set([...own, ...bound[i]!.layers])];
        return { ...bound[i]!, layers, own: own.length, weight: weights[i]!, description: term.description };
      });
      return findAsleep(engine, climbed, { sound, hear: (layers) => engine.activations(model, sound, layers) });
    },
    dispose: () => evaluator?.dispose(),
  };
}

/** 1 for each term that has a weight at any step, else 0. */
export function everClimbed(objective: readonly WeightedTerm[], steps: number): number[] {
  return objective.map(({ weight }) => (isEverClimbed(weight, steps) ? 1 : 0));
}

function isEverClimbed(weight: Schedule, steps: number): boolean {
  for (let step = 0; step < steps; step++) if (scheduleAt(weight, step, steps) !== 0) return true;
  return false;
}
