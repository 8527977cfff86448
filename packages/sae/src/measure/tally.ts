import { InputError } from '@audiate/protocol';

/** How well a dictionary explains a layer. */
export interface ReconstructionError {
  /**
   * The part of the layer's variance that the reconstruction leaves: Σ|x − x̂|² ÷ Σ|x − x̄|² over all frames, x̄ the mean frame. 0 is
   * perfect, 1 what the mean alone would leave.
   */
  readonly fractionOfVarianceUnexplained: number;
  /** Features that are on in a frame, on average (L0). */
  readonly l0: number;
  /** The mean over frames of the cosine of the angle between x and x̂. */
  readonly cosine: number;
  /** The part of the features that were on in any frame. */
  readonly alive: number;
  readonly frames: number;
}

/** One sound's frames, each row-major `[frames, …]`. */
export interface Frames {
  readonly x: Float32Array;
  readonly features: Float32Array;
  readonly reconstruction: Float32Array;
}

/** Sums over frames, in double precision. */
export interface Tally {
  add(frames: Frames): void;
  /** @throws InputError where all frames are alike. */
  result(): ReconstructionError;
}

/** Nothing summed yet. */
export function tally(channels: number, features: number): Tally {
  const sums = new Float64Array(channels);
  // Frames are summed from the first one on, so that little is lost where they lie far from 0.
  let first: Float32Array | undefined;
  let [squares, left, on, cosines, frames] = [0, 0, 0, 0, 0];
  const alive = new Uint8Array(features);
  const addFrame = (x: Float32Array, y: Float32Array) => {
    let [xx, xy, yy] = [0, 0, 0];
    for (let i = 0; i < channels; i++) {
      const moved = x[i]! - first![i]!;
      sums[i]! += moved;
      squares += moved * moved;
      left += (x[i]! - y[i]!) ** 2;
      xx += x[i]! ** 2;
      xy += x[i]! * y[i]!;
      yy += y[i]! ** 2;
    }
    cosines += xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
  };
  return {
    add({ x, features: code, reconstruction }) {
      first ??= x.slice(0, channels);
      const count = x.length / channels;
      for (let frame = 0; frame < count; frame++) {
        const [from, to] = [frame * channels, (frame + 1) * channels];
        addFrame(x.subarray(from, to), reconstruction.subarray(from, to));
      }
      for (let i = 0; i < code.length; i++) {
        if (code[i] === 0) continue;
        on += 1;
        alive[i % features] = 1;
      }
      frames += count;
    },
    result() {
      const total = sums.reduce((rest, sum) => rest - sum ** 2 / frames, squares);
      if (!(total > 0)) throw new InputError('all frames of the sounds are alike, so there is no variance to explain');
      return {
        fractionOfVarianceUnexplained: left / total,
        l0: on / frames,
        cosine: cosines / frames,
        alive: alive.reduce((count, one) => count + one, 0) / features,
        frames,
      };
    },
  };
}
