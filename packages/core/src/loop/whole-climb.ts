import type { BoundParam, Key, TransformSteps, Values } from '@audiate/protocol';
import type { Engine } from '../engines/engine.js';
import type { LayerTerm } from '../engines/layer-term.js';
import type { StepAnswer } from '../engines/whole-step.js';
import { weightsAt } from '../record/totals.js';
import type { Plan } from '../settings/plan.js';
import { everClimbed } from './scoring.js';

/** Steps that an engine runs in one piece. */
export interface WholeClimb {
  /**
   * Makes the program of a render's steps.
   * @throws Error when a part can't be a part of a program.
   */
  ready(values: Values, key: Key): Promise<void>;
  /** The raw sound, its scores under each of the draws and the gradient that leads uphill, the mean over the draws. */
  ascend(values: Values, keys: readonly Key[], step: number): Promise<StepAnswer>;
  /** The raw sound and its scores without transforms; undefined where the program can't hear it. */
  look(values: Values, step: number): Promise<Pick<StepAnswer, 'raw' | 'scores'> | undefined>;
  dispose(): void;
}

/** The parts of a plan, bound. */
interface BoundParts {
  readonly param: BoundParam;
  readonly transform: TransformSteps | undefined;
  readonly terms: readonly LayerTerm[];
}

/** Whole steps of a plan; undefined where the engine runs op by op, or the transform is no part of programs. */
export function wholeClimb(
  plan: Plan,
  engine: Engine,
  { param, transform, terms }: BoundParts,
): WholeClimb | undefined {
  if (!engine.wholeStep || !transform) return undefined;
  const { model, objective, steps } = plan;
  const whole = engine.wholeStep({ model, terms, param, transform });
  const weights = (step: number) => weightsAt(objective.terms, step, steps);
  const drawnAt = (key: Key, step: number) => transform.draw(key, { step, strength: 1 });
  /** What a look feeds in place of a draw: the last one, which the program does not use. */
  let unused: Values = {};
  return {
    async ready(values, key) {
      unused = drawnAt(key, 0);
      await whole.ready({ values, drawn: unused, weights: everClimbed(objective.terms, steps) });
    },
    async ascend(values, keys, step) {
      const answers: StepAnswer[] = [];
      for (const key of keys) {
        unused = drawnAt(key, step);
        answers.push(await whole.run({ values, drawn: unused, weights: weights(step) }, { shaken: true }));
      }
      const [first] = answers as [StepAnswer];
      if (answers.length === 1) return first;
      return {
        raw: first.raw,
        scores: first.scores.map((_, term) => meanOf(answers.map(({ scores }) => scores[term]!))),
        gradients: Object.fromEntries(
          Object.keys(first.gradients).map((name) => [name, meanOf(answers.map(({ gradients }) => gradients[name]!))]),
        ),
      };
    },
    async look(values, step) {
      const feeds = { values, drawn: unused, weights: weights(step) };
      return (await whole.hearsRaw(feeds)) ? whole.run(feeds, { shaken: false }) : undefined;
    },
    dispose: whole.dispose,
  };
}

function meanOf(rows: readonly Float32Array[]): Float32Array {
  const [first] = rows as [Float32Array];
  const out = new Float32Array(first.length);
  for (const row of rows) for (let i = 0; i < out.length; i++) out[i]! += row[i]!;
  return out.map((sum) => sum / rows.length);
}
