import { type Context, checkNumber, frameCenter, hasOneFrame, InputError, layerInfo, show } from '@audiate/protocol';
import { describeFrames, type FrameRange, movedRange, type PickFrames, rawFrames } from './frame-range.js';

/**
 * A stretch of the raw audio. In milliseconds: the frames whose centre lies in [fromMs, toMs). In frames counted from
 * 0: `fromFrame` up to, but without, `toFrame`.
 */
export type Window =
  | { readonly fromMs: number; readonly toMs: number }
  | { readonly fromFrame: number; readonly toFrame: number };

/** @throws InputError unless the window has one of the two forms and its end comes after its start. */
export function checkWindow(window: Window): Window {
  if (typeof window !== 'object' || window === null || !('fromMs' in window || 'fromFrame' in window)) {
    throw new InputError(`window must be { fromMs, toMs } or { fromFrame, toFrame }, got ${show(window)}`);
  }
  if ('fromMs' in window) {
    const fromMs = checkNumber('window.fromMs', window.fromMs, { min: 0 });
    return { fromMs, toMs: checkNumber('window.toMs', window.toMs, { above: fromMs }) };
  }
  const fromFrame = checkNumber('window.fromFrame', window.fromFrame, { min: 0, integer: true });
  return { fromFrame, toFrame: checkNumber('window.toFrame', window.toFrame, { above: fromFrame, integer: true }) };
}

/**
 * Finds the frames for a model.
 * @throws InputError when the window reaches beyond the raw audio or holds no frame.
 */
export function bindWindow(window: Window, layer: string, context: Context): PickFrames {
  const frames = rawFrames(context, layer);
  const range = 'fromMs' in window ? rangeOfMs(window, layer, context, frames) : rangeOf(window);
  if (range.from + range.count <= frames) return movedRange(layer, range, frames);
  throw new InputError(
    `window of ${describeFrames(range)} is out of range; ${context.samples} samples give ${layer} frames 0 … ${frames - 1}`,
  );
}

/** `100 … 200 ms`, `frames 3 … 6`. */
export function describeWindow(window: Window): string {
  return 'fromMs' in window ? `${window.fromMs} … ${window.toMs} ms` : describeFrames(rangeOf(window));
}

function rangeOf({ fromFrame, toFrame }: { fromFrame: number; toFrame: number }): FrameRange {
  return { from: fromFrame, count: toFrame - fromFrame };
}

function rangeOfMs(
  { fromMs, toMs }: { fromMs: number; toMs: number },
  layer: string,
  { model, samples }: Context,
  frames: number,
): FrameRange {
  const samplesPerMs = model.sampleRate / 1000;
  if (toMs * samplesPerMs > samples) {
    throw new InputError(
      `window to ${toMs} ms is out of range; the audio lasts ${samples / samplesPerMs} ms (${samples} samples)`,
    );
  }
  const info = layerInfo(model, layer);
  if (hasOneFrame(info)) {
    throw new InputError(
      `${layer} has one frame for the whole clip, so no window of milliseconds; leave the window out`,
    );
  }
  const firstFrom = (ms: number) => Math.max(0, Math.ceil((ms * samplesPerMs - frameCenter(info, 0)) / info.hop));
  const from = firstFrom(fromMs);
  const count = Math.min(frames, firstFrom(toMs)) - from;
  if (count > 0) return { from, count };
  const ms = (length: number) => Number((length / samplesPerMs).toFixed(2));
  throw new InputError(
    `window ${fromMs} … ${toMs} ms holds no frame of ${layer}; its frames are centred at ` +
      `${ms(frameCenter(info, 0))} … ${ms(frameCenter(info, frames - 1))} ms, ${ms(info.hop)} ms apart`,
  );
}
