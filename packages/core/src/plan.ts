import { itemsOf, parse } from '@audiate/objectives';
import * as param from '@audiate/param';
import {
  type Context,
  checkNumber,
  checkSchedule,
  checkSpec,
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
import { checkModel } from './check-model.js';
import { checkPlateau, type Plateau } from './loop/plateau.js';
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
  readonly plateau?: Required<Plateau>;
  readonly restarts: number;
  /** Absent where the model hears the whole batch at once. */
  readonly chunk?: number;
}

/**
 * Checks what can be checked before a part is bound.
 * @throws InputError naming the option, its value and what is allowed.
 */
export function planRender(model: ModelAdapter, objective: Objective | string, options: RenderOptions): Plan {
  checkModel(model, 'render');
  const climbed = typeof objective === 'string' ? parse(objective) : objective;
  if (!Array.isArray(climbed?.terms) || climbed.terms.length === 0) {
    throw new InputError(
      `the objective must hold at least one term, got ${show(objective)}; make one by objectives.neuron(layer, channel)`,
    );
  }
  if (climbed.terms.length > MAX_TERMS) {
    throw new InputError(
      `the objective holds ${climbed.terms.length} terms; each is scored at every step: at most ${MAX_TERMS}`,
    );
  }
  checkUniqueDescriptions(climbed);
  for (const { term } of climbed.terms) checkSpec(term.spec);
  const steps = checkNumber('steps', options.steps ?? 256, { min: 1, max: MAX_STEPS, integer: true });
  const optimizer = options.optimizer ?? optimizers.normalizedMomentum();
  const samples = sampleCount(model, options);
  const batch = checkNumber('batch', options.batch ?? itemsOf(climbed) ?? 1, {
    min: 1,
    max: Math.max(1, Math.floor(MAX_NUMBERS / samples)),
    integer: true,
  });
  const every = checkNumber('every', options.every ?? 8, { min: 1, integer: true });
  const restarts = checkNumber('restarts', options.restarts ?? 1, { min: 1, max: MAX_RESTARTS, integer: true });
  const maxSeed = Number.MAX_SAFE_INTEGER - (restarts - 1);
  return {
    model,
    context: { model, batch, samples },
    objective: climbed,
    param: checkPart('param', options.param ?? param.rms(param.spectrum()), 'param.spectrum()'),
    transforms: checkPart('transforms', options.transforms ?? transforms.standard(), 'transforms.standard()'),
    draws: checkNumber('draws', options.draws ?? 1, { min: 1, max: MAX_DRAWS, integer: true }),
    optimizer,
    learningRate: checkSchedule('learningRate', options.learningRate ?? optimizer.learningRate),
    steps,
    seed: checkNumber('seed', options.seed ?? 0, { min: 0, max: maxSeed, integer: true }),
    every,
    snapshots: checkSnapshots(options.snapshots ?? [], steps),
    restarts,
    ...(options.chunk === undefined ? {} : { chunk: checkNumber('chunk', options.chunk, { min: 1, integer: true }) }),
    ...(options.plateau === undefined ? {} : { plateau: checkPlateau(options.plateau, every) }),
  };
}

function checkPart<P extends Param | Transform>(option: string, part: P, example: string): P {
  if (typeof part === 'object' && part !== null && typeof part.bind === 'function') {
    checkSpec(part.spec);
    return part;
  }
  throw new InputError(`${option} must be a part such as ${example}, got ${show(part)}; call the factory`);
}

function checkSnapshots(snapshots: readonly number[], steps: number): number[] {
  if (!Array.isArray(snapshots)) throw new InputError(`snapshots must be a list of steps, got ${show(snapshots)}`);
  for (const step of snapshots) checkNumber('a snapshot', step, { min: 0, max: steps, integer: true });
  return [...new Set(snapshots)].sort((a, b) => a - b);
}

/** Histories name terms by their descriptions. */
function checkUniqueDescriptions({ terms }: Objective): void {
  const seen = new Set<string>();
  for (const { term } of terms) {
    if (seen.has(term.description)) {
      throw new InputError(`the objective holds ${term.description} twice; write it once and scale it`);
    }
    seen.add(term.description);
  }
}

function sampleCount(model: ModelAdapter, { seconds, samples }: RenderOptions): number {
  if (seconds !== undefined && samples !== undefined) {
    throw new InputError(`give the length once: seconds (${show(seconds)}) or samples (${show(samples)}), not both`);
  }
  const count =
    samples ?? Math.round(checkNumber('seconds', seconds ?? 1, { above: 0, max: MAX_SECONDS }) * model.sampleRate);
  return checkNumber(`samples for ${model.name} (${model.sampleRate} Hz)`, count, {
    min: model.minSamples,
    max: MAX_SECONDS * model.sampleRate,
    integer: true,
  });
}

/** An hour: longer is a mistaken unit. */
const MAX_SECONDS = 3600;
/** Samples of a whole batch: half a gigabyte of float32. */
const MAX_NUMBERS = 2 ** 27;
const MAX_STEPS = 1_000_000;
/** Sixteen for each item of the largest batch of a sweep. */
const MAX_TERMS = 16_384;
const MAX_DRAWS = 1024;
const MAX_RESTARTS = 1024;
