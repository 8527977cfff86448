import { type Context, checkNumber, frameCenter, InputError, layerInfo, show } from '@audiate/protocol';
import { movedRange, type PickFrames, rawFrames } from './frame-range.js';

/**
 * One frame of a layer: the middle one (of an even number the later one, as in Lucid), a frame counted from 0, or the
 * frame whose centre is nearest to a time in the raw audio.
 */
export type At = 'center' | number | { readonly ms: number };

/** @throws InputError unless `at` has one of the three forms. */
export function checkAt(at: At): At {
  if (at === 'center') return at;
  if (typeof at === 'number') {
    return checkNumber('at', at, { min: 0, integer: true, hint: 'frames count from 0; write { ms } for a time' });
  }
  if (typeof at === 'object' && at !== null) return { ms: checkNumber('at.ms', at.ms, { min: 0 }) };
  throw new InputError(`at must be 'center', a frame or { ms }, got ${show(at)}`);
}

/**
 * Finds the frame for a model.
 * @throws InputError when the raw audio does not have it.
 */
export function bindAt(at: At, layer: string, context: Context): PickFrames {
  const frames = rawFrames(context, layer);
  return movedRange(layer, { from: frameOf(at, layer, context, frames), count: 1 }, frames);
}

/** As a description shows it: nothing for the centre. */
export function describeAt(at: At): string[] {
  if (at === 'center') return [];
  return [typeof at === 'number' ? `at frame ${at}` : `at ${at.ms} ms`];
}

function frameOf(at: At, layer: string, { model, samples }: Context, frames: number): number {
  if (at === 'center') return Math.floor(frames / 2);
  if (typeof at === 'number') {
    if (at < frames) return at;
    throw new InputError(
      `frame ${at} of ${layer} is out of range; ${samples} samples give it frames 0 … ${frames - 1}`,
    );
  }
  const sample = (at.ms * model.sampleRate) / 1000;
  if (sample > samples) {
    throw new InputError(
      `${at.ms} ms is out of range; the audio lasts ${(samples * 1000) / model.sampleRate} ms (${samples} samples)`,
    );
  }
  if (frames === 1) return 0;
  const info = layerInfo(model, layer);
  const nearest = Math.round((sample - frameCenter(info, 0)) / info.hop);
  return Math.min(frames - 1, Math.max(0, nearest));
}
