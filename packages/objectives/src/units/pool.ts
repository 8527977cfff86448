import { type Context, checkKeys, checkNumber, InputError, layerInfo, type ModelInfo, show } from '@audiate/protocol';
import { type At, bindAt } from '../where/at.js';
import { movedRange, type PickFrames, rawFrames } from '../where/frame-range.js';
import { checkReduce, type Reduce } from './reduce.js';

/**
 * A stretch of time around a frame, whose frames count as one: a unit of an early convolution follows the phase of the
 * sound, and its mean over a few milliseconds is what a channel of a filterbank answers.
 */
export interface Pool {
  /** Width of the stretch, above 0; the frame lies in its middle. */
  readonly ms: number;
  /** How its frames become one score; `'mean'` unless given. `'rms'` where a unit swings around 0, as before a GELU. */
  readonly reduce?: Reduce;
}

/**
 * What a unit is pooled over where nothing is said: a frame every 20 ms is what the encoders of speech models have, and
 * the shortest sounds of speech last as long. Over 20 ms a unit of an early convolution finds a sound; over a hop, a phase.
 */
const DEFAULT: Required<Pool> = { ms: 20, reduce: 'mean' };

/** @throws InputError unless the pool is an object with a width above 0 and, where given, a known way to reduce. */
export function checkPool(pool: Pool): Required<Pool> {
  if (typeof pool !== 'object' || pool === null) {
    throw new InputError(`pool must be { ms }, or false for the one frame, got ${show(pool)}`);
  }
  const { ms, reduce = 'mean' } = checkKeys('pool', pool, ['ms', 'reduce']);
  return { ms: checkNumber('pool.ms', ms, { above: 0 }), reduce: checkReduce(reduce) };
}

/**
 * The pool of a unit of a layer: the one given; none for `false`; else 20 ms where the layer is `rectified` and its
 * frames lie closer than that. Before the rectifier a unit swings around 0, and its mean is none.
 */
export function poolOf(given: Pool | false | undefined, layer: string, model: ModelInfo): Required<Pool> | undefined {
  if (given) return checkPool(given);
  if (given === false || !layerInfo(model, layer).rectified) return undefined;
  return reachOf(DEFAULT, layer, model) > 0 ? DEFAULT : undefined;
}

/**
 * How many frames to either side of its own `neuron` pools a unit over: 0 where it reads one frame alone.
 * @param pool as given to `neuron`.
 * @throws InputError for an unknown layer.
 */
export function poolReach(pool: Pool | false | undefined, layer: string, model: ModelInfo): number {
  const found = poolOf(pool, layer, model);
  return found ? reachOf(found, layer, model) : 0;
}

/** The frames whose centres are no further from the middle one's than half the pool, counted to one side. */
function reachOf({ ms }: Pick<Pool, 'ms'>, layer: string, model: ModelInfo): number {
  return Math.floor((ms * model.sampleRate) / 2000 / layerInfo(model, layer).hop);
}

/**
 * Finds the frame and those around it whose centres are no further from its own than half the pool; of these, the ones that
 * the raw audio has. A layer whose frames are further apart than that has one.
 * @throws InputError as `bindAt` does.
 */
export function bindPool(pool: Pool, at: At, layer: string, context: Context): PickFrames {
  const frames = rawFrames(context, layer);
  const { from: middle } = bindAt(at, layer, context)(frames);
  const reach = reachOf(pool, layer, context.model);
  const from = Math.max(0, middle - reach);
  return movedRange(layer, { from, count: Math.min(frames, middle + reach + 1) - from }, frames);
}

/** As a description shows it: `pooled over 20 ms`, `pooled over 20 ms by rms`, `in one frame`; nothing where none was given. */
export function describePool(pool: Pool | false | undefined): string[] {
  if (pool === false) return ['in one frame'];
  if (!pool) return [];
  const { ms, reduce = 'mean' } = pool;
  return [`pooled over ${ms} ms${reduce === 'mean' ? '' : ` by ${reduce}`}`];
}
