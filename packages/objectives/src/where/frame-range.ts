import { type Context, frameCount, InputError, layerInfo } from '@audiate/protocol';

/** A run of frames; `from` counts from 0. */
export interface FrameRange {
  readonly from: number;
  readonly count: number;
}

/** Which frames a term reads of a layer that has `heardFrames` of them. */
export type PickFrames = (heardFrames: number) => FrameRange;

/**
 * How many frames a layer has for the raw audio.
 * @throws InputError for an unknown layer, and for audio that is too short to give it a frame.
 */
export function rawFrames(context: Context, layer: string): number {
  const info = layerInfo(context.model, layer);
  const frames = frameCount(info, context.samples);
  if (frames > 0) return frames;
  throw new InputError(
    `${layer} has no frame in ${context.samples} samples; it needs at least ${info.minSamples}: render more`,
  );
}

/**
 * Reads the frames that hold what `range` holds of the raw audio. Transforms that lengthen or shorten the audio are
 * taken to do so alike at both ends: the range moves along with the centre.
 * @throws InputError, when picking, for a range that the heard audio no longer has.
 */
export function movedRange(layer: string, range: FrameRange, framesOfRaw: number): PickFrames {
  return (heardFrames) => {
    const from = range.from + Math.floor(heardFrames / 2) - Math.floor(framesOfRaw / 2);
    if (from >= 0 && from + range.count <= heardFrames) return { from, count: range.count };
    throw new InputError(
      `${describeFrames(range)} of ${layer} fell outside of the heard audio: the transforms change its ` +
        `${framesOfRaw} frames to ${heardFrames}; choose frames nearer to the centre or a transform that keeps them`,
    );
  };
}

/** Every frame that is heard. */
export const allFrames: PickFrames = (heardFrames) => ({ from: 0, count: heardFrames });

/** `frame 3`, `frames 3 … 6`. */
export function describeFrames({ from, count }: FrameRange): string {
  return count === 1 ? `frame ${from}` : `frames ${from} … ${from + count - 1}`;
}
