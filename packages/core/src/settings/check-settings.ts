import {
  checkNumber,
  checkSpec,
  InputError,
  type ModelAdapter,
  type Optimizer,
  type Param,
  show,
  type Transform,
} from '@audiate/protocol';

/** @throws InputError for what is no part, with an example of one. */
export function checkPart<P extends Param | Transform | Optimizer>(option: string, part: P, example: string): P {
  const wanted = option === 'optimizer' ? 'update' : 'bind';
  if (typeof part === 'object' && part !== null && typeof (part as never)[wanted] === 'function') {
    checkSpec(part.spec);
    return part;
  }
  throw new InputError(`${option} must be a part such as ${example}, got ${show(part)}; call the factory`);
}

/** In order, each once. */
export function checkSnapshots(snapshots: readonly number[], steps: number): number[] {
  if (!Array.isArray(snapshots)) throw new InputError(`snapshots must be a list of steps, got ${show(snapshots)}`);
  for (const step of snapshots) checkNumber('a snapshot', step, { min: 0, max: steps, integer: true });
  return [...new Set(snapshots)].sort((a, b) => a - b);
}

/** The length of a sound in samples, given in one way or not at all. */
export function sampleCount(
  model: ModelAdapter,
  { seconds, samples }: { readonly seconds?: number; readonly samples?: number },
): number {
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
