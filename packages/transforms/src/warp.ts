import { CROSSINGS, kaiserSinc } from './kaiser-sinc.js';

/** Kernel rows between two samples: linear interpolation between rows errs by (1/256)² / 8 · π²/3 < 7e-6. */
const PHASES = 256;

/** A change of speed and its adjoint. */
export interface Warp {
  forward(input: Float32Array): Float32Array;
  adjoint(dy: Float32Array): Float32Array;
}

/**
 * Reads audio at other positions than its samples: output `n` is the input at `centre + (n − centre) · ratio`, where centre =
 * (samples − 1)/2 and beyond the ends is silence. Band-limited interpolation (Julius O. Smith, Digital Audio Resampling):
 * above a ratio of 1 the kernel is widened, so that what would alias is cut.
 */
export function makeWarp(samples: number, ratio: number): Warp {
  const kernel = kernelOf(Math.min(1, 1 / ratio));
  return {
    forward: (input) => gather(input, { samples, ratio, kernel }),
    adjoint: (dy) => scatter(dy, { samples, ratio, kernel }),
  };
}

interface Reading {
  readonly samples: number;
  readonly ratio: number;
  readonly kernel: Kernel;
}

function gather(input: Float32Array, { samples, ratio, kernel: { rows, taps } }: Reading): Float32Array {
  const centre = (samples - 1) / 2;
  const out = new Float32Array(samples);
  for (let n = 0; n < samples; n++) {
    const position = centre + (n - centre) * ratio;
    const base = Math.floor(position);
    const phase = (position - base) * PHASES;
    const row = Math.floor(phase);
    const first = base - taps / 2 + 1;
    const near = row * taps;
    const end = Math.min(taps, samples - first);
    let here = 0;
    let next = 0;
    for (let k = Math.max(0, -first); k < end; k++) {
      const value = input[first + k]!;
      here += rows[near + k]! * value;
      next += rows[near + taps + k]! * value;
    }
    out[n] = here + (phase - row) * (next - here);
  }
  return out;
}

function scatter(dy: Float32Array, { samples, ratio, kernel: { rows, taps } }: Reading): Float32Array {
  const centre = (samples - 1) / 2;
  const out = new Float64Array(samples);
  for (let n = 0; n < samples; n++) {
    const position = centre + (n - centre) * ratio;
    const base = Math.floor(position);
    const phase = (position - base) * PHASES;
    const row = Math.floor(phase);
    const first = base - taps / 2 + 1;
    const near = row * taps;
    const end = Math.min(taps, samples - first);
    const next = (phase - row) * dy[n]!;
    const here = dy[n]! - next;
    for (let k = Math.max(0, -first); k < end; k++) {
      out[first + k]! += here * rows[near + k]! + next * rows[near + taps + k]!;
    }
  }
  return Float32Array.from(out);
}

/** For each fraction of a sample p / PHASES, p = 0 … PHASES, a row of the weights of the `taps` samples around it. */
interface Kernel {
  readonly rows: Float64Array;
  readonly taps: number;
}

function kernelOf(cutoff: number): Kernel {
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
