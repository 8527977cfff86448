import { CROSSINGS, kaiserSinc } from './kaiser-sinc.js';

/** Kernel rows between two samples: linear interpolation between rows errs by (1/256)² / 8 · π²/3 < 7e-6. */
const PHASES = 256;

/** A change of speed and its adjoint. */
export interface Warp {
  forward(input: Float32Array): Float32Array;
  adjoint(dy: Float32Array): Float32Array;
}

/**
 * Reads audio at other places than its samples: output `n` is the input at `centre + (n − centre) · ratio`, where centre =
 * (samples − 1)/2 and beyond the ends is silence. Band-limited interpolation (Julius O. Smith, Digital Audio Resampling):
 * above a ratio of 1 the kernel is widened, so that what would alias is cut.
 */
export function makeWarp(samples: number, ratio: number): Warp {
  const { rows, taps } = kernelRows(Math.min(1, 1 / ratio));
  const centre = (samples - 1) / 2;
  const run = (source: Float32Array, transposed: boolean) => {
    const out = new Float64Array(samples);
    for (let n = 0; n < samples; n++) {
      const place = centre + (n - centre) * ratio;
      const base = Math.floor(place);
      const phase = (place - base) * PHASES;
      const row = Math.trunc(phase);
      const blend = phase - row;
      const first = base - taps / 2 + 1;
      const from = Math.max(0, -first);
      const to = Math.min(taps, samples - first);
      const near = row * taps;
      const far = near + taps;
      if (transposed) {
        const left = (1 - blend) * source[n]!;
        const right = blend * source[n]!;
        for (let k = from; k < to; k++) out[first + k]! += left * rows[near + k]! + right * rows[far + k]!;
        continue;
      }
      let left = 0;
      let right = 0;
      for (let k = from; k < to; k++) {
        const value = source[first + k]!;
        left += rows[near + k]! * value;
        right += rows[far + k]! * value;
      }
      out[n] = left + blend * (right - left);
    }
    return Float32Array.from(out);
  };
  return { forward: (input) => run(input, false), adjoint: (dy) => run(dy, true) };
}

/** For each fraction of a sample p / PHASES, p = 0 … PHASES, the weights of the `taps` samples around it. */
function kernelRows(cutoff: number): { rows: Float64Array; taps: number } {
  const half = Math.ceil(CROSSINGS / cutoff);
  const taps = 2 * half;
  const rows = new Float64Array((PHASES + 1) * taps);
  for (let phase = 0; phase <= PHASES; phase++) {
    for (let k = 0; k < taps; k++) {
      rows[phase * taps + k] = cutoff * kaiserSinc(cutoff * (k - half + 1 - phase / PHASES));
    }
  }
  return { rows, taps };
}
