import { itemsOf, parse } from '@audiate/objectives';
import * as param from '@audiate/param';
import {
  type Context,
  checkNumber,
  checkSchedule,
  InputError,
  type ModelAdapter,
  type Objective,
  type Optimizer,
  type Param,
  type Schedule,
  show,
  type Transform,
} from '@audiate/protocol';
import * as transforms from '@audiate/transforms';
import * as optimizers from './optimizers/index.js';
import type { RenderOptions } from './options.js';

/** A render's settings, checked and with every default filled in. */
export interface Plan {
  readonly model: ModelAdapter;
  readonly context: Context;
  readonly objective: Objective;
  readonly param: Param;
  readonly transforms: Transform;
  readonly draws: number;
  readonly optimizer: Optimizer;
  readonly learningRate: Schedule;
  readonly steps: number;
  readonly seed: number;
  readonly every: number;
  readonly snapshots: readonly number[];
}

/**
 * Checks what can be checked before a part is bound.
 * @throws InputError naming the option, its value and what is allowed.
 */
export function planRender(model: ModelAdapter, objective: Objective | string, options: RenderOptions): Plan {
  const climbed = typeof objective === 'string' ? parse(objective) : objective;
  if (!Array.isArray(climbed?.terms) || climbed.terms.length === 0) {
    throw new InputError(
      `the objective must hold at least one term, got ${show(objective)}; make one by objectives.neuron(layer, channel)`,
    );
  }
  const steps = checkNumber('steps', options.steps ?? 256, { min: 1, integer: true });
  const optimizer = options.optimizer ?? optimizers.normalizedMomentum();
  const snapshots = [...new Set(options.snapshots ?? [])].sort((a, b) => a - b);
  for (const step of snapshots) checkNumber('a snapshot', step, { min: 0, max: steps, integer: true });
  return {
    model,
    context: {
      model,
      batch: checkNumber('batch', options.batch ?? itemsOf(climbed) ?? 1, {
        min: 1,
        integer: true,
      }),
      samples: sampleCount(model, options),
    },
    objective: climbed,
    param: options.param ?? param.rms(param.spectrum()),
    transforms: options.transforms ?? transforms.standard(),
    draws: checkNumber('draws', options.draws ?? 1, { min: 1, integer: true }),
    optimizer,
    learningRate: checkSchedule('learningRate', options.learningRate ?? optimizer.learningRate),
    steps,
    seed: checkNumber('seed', options.seed ?? 0, { min: 0, max: Number.MAX_SAFE_INTEGER, integer: true }),
    every: checkNumber('every', options.every ?? 8, { min: 1, integer: true }),
    snapshots,
  };
}

function sampleCount(model: ModelAdapter, { seconds, samples }: RenderOptions): number {
  if (seconds !== undefined && samples !== undefined) {
    throw new InputError(`give the length once: seconds (${show(seconds)}) or samples (${show(samples)}), not both`);
  }
  const count =
    samples ?? Math.round(checkNumber('seconds', seconds ?? 1, { above: 0, max: MAX_SECONDS }) * model.sampleRate);
  return checkNumber(`samples for ${model.name} (${model.sampleRate} Hz)`, count, {
    min: model.minSamples,
    integer: true,
  });
}

/** An hour: longer is a mistaken unit. */
const MAX_SECONDS = 3600;
