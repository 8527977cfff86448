import { type Context, checkKeys, checkNumber, InputError, layerInfo, show } from '@audiate/protocol';
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

/** @throws InputError unless the pool is an object with a width above 0 and, where given, a known way to reduce. */
export function checkPool(pool: Pool): Required<Pool> {
  if (typeof pool !== 'object' || pool === null) throw new InputError(`pool must be { ms }, got ${show(pool)}`);
  const { ms, reduce = 'mean' } = checkKeys('pool', pool, ['ms', 'reduce']);
  return { ms: checkNumber('pool.ms', ms, { above: 0 }), reduce: checkReduce(reduce) };
}

/**
 * Finds the frame and those around it whose centres are no further from its own than half the pool; of these, the ones that
 * the raw audio has. A layer whose frames are further apart than that has one.
 * @throws InputError as `bindAt` does.
 */
export function bindPool({ ms }: Pool, at: At, layer: string, context: Context): PickFrames {
  const frames = rawFrames(context, layer);
  const { from: middle } = bindAt(at, layer, context)(frames);
  const reach = Math.floor((ms * context.model.sampleRate) / 2000 / layerInfo(context.model, layer).hop);
  const from = Math.max(0, middle - reach);
  return movedRange(layer, { from, count: Math.min(frames, middle + reach + 1) - from }, frames);
}

/** As a description shows it: `pooled over 20 ms`, `pooled over 20 ms by rms`; nothing without a pool. */
export function describePool(pool: Pool | undefined): string[] {
  if (!pool) return [];
  const { ms, reduce = 'mean' } = pool;
  return [`pooled over ${ms} ms${reduce === 'mean' ? '' : ` by ${reduce}`}`];
}
