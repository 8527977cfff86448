import type { Schedule } from './schedule.js';
import type { Spec } from './spec.js';
import type { Values } from './values.js';

/** What an optimizer remembers between steps: plain arrays, so that a saved state resumes bit-equal. */
export type OptimizerState = Readonly<Record<string, Values>>;

/**
 * A rule that turns gradients into new values. Gradients point *downhill*: the render loop has negated those of the objective,
 * so `values − learningRate · gradient` climbs it. Pure functions on plain arrays.
 */
export interface Optimizer {
  readonly spec: Spec;
  /** Used when the render is not given a learning rate. */
  readonly learningRate: Schedule;
  init(values: Values): OptimizerState;
  /** @param step counts from 0. */
  update(
    gradients: Values,
    state: OptimizerState,
    values: Values,
    step: number,
    learningRate: number,
  ): { values: Values; state: OptimizerState };
}
