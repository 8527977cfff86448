import { InputError, type Kind, specOf, type Transform } from '@audiate/protocol';
import { inSteps } from './in-steps.js';
import { around, drawEach, exactly, type Range } from './range.js';
import { drawWarp, warpShape } from './warp/draw-warp.js';
import { warp } from './warp/warp.js';

/** A factor of 4 is two octaves, either way; the kernel grows with it. */
const MAX_RATIO = 4;

/** How much faster to play: as a factor, or as a percentage of the speed. */
export type ResampleOptions =
  | { readonly ratio: Range; readonly percent?: never }
  | { readonly percent: Range; readonly ratio?: never };

/**
 * Plays each item faster or slower, pitch and all, about its centre, which stays; the length stays too: what leaves at the
 * ends is cut, silence moves in. Band-limited: sines up to 0.8 of the Nyquist frequency (of it divided by the ratio, above
 * 1) come out right to −75 dB; higher ones fade, and what would alias is cut by 75 dB.
 * @param options `ratio` in 1/4 … 4 (2: twice as fast, an octave up), a number or `[min, max]`; or `percent` of the speed,
 * where a number n means −n … n.
 * @throws InputError for both or neither, or a ratio out of range.
 */
export function resample(options: ResampleOptions): Transform {
  const [min, max] = ratiosOf(options);
  return {
    spec: specOf(resampleKind, { ratio: options.ratio, percent: options.percent }),
    bind({ batch, samples }) {
      const shape = warpShape(samples, min, max);
      return inSteps({
        heard: samples,
        draw(key, { strength }) {
          const ratios = drawEach(key, batch, [min, max]).map((ratio) => 1 + strength * (ratio - 1));
          return drawWarp(shape, ratios);
        },
        change: (audio, drawn) => warp(audio, drawn, shape),
      });
    },
  };
}

/** The kind of {@link resample}. */
export const resampleKind: Kind<Transform> = { kind: 'resample', make: resample };

function ratiosOf({ ratio, percent }: ResampleOptions): readonly [number, number] {
  if (ratio !== undefined && percent === undefined) {
    return exactly('resample ratio', ratio, { min: 1 / MAX_RATIO, max: MAX_RATIO });
  }
  if (percent !== undefined && ratio === undefined) {
    const [low, high] = around('resample percent', percent, { min: 100 / MAX_RATIO - 100, max: 100 * MAX_RATIO - 100 });
    return [1 + low / 100, 1 + high / 100];
  }
  throw new InputError(`resample takes ratio or percent, got ${ratio === undefined ? 'neither' : 'both'}; give one`);
}
