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
  const { rows, taps } = kernelRows(Math.min(1, 1 / ratio));
  const positions = readingPositions(samples, ratio, taps);
  return {
    forward: (input) => gather(input, rows, taps, positions),
    adjoint: (dy) => scatter(dy, rows, taps, positions),
  };
}

/** Where each output reads: the first input under the kernel, the kernel's row, and how far it lies towards the next row. */
interface Positions {
  readonly first: Int32Array;
  readonly row: Int32Array;
  readonly blend: Float64Array;
}

function readingPositions(samples: number, ratio: number, taps: number): Positions {
  const centre = (samples - 1) / 2;
  const positions = {
    first: new Int32Array(samples),
    row: new Int32Array(samples),
    blend: new Float64Array(samples),
  };
  for (let n = 0; n < samples; n++) {
    const position = centre + (n - centre) * ratio;
    const base = Math.floor(position);
    const phase = (position - base) * PHASES;
    positions.first[n] = base - taps / 2 + 1;
    positions.row[n] = Math.floor(phase);
    positions.blend[n] = phase - Math.floor(phase);
  }
  return positions;
}

function gather(input: Float32Array, rows: Float64Array, taps: number, positions: Positions): Float32Array {
  const samples = input.length;
  const out = new Float32Array(samples);
  for (let n = 0; n < samples; n++) {
    const first = positions.first[n]!;
    const near = positions.row[n]! * taps;
    const end = Math.min(taps, samples - first);
    let here = 0;
    let next = 0;
    for (let k = Math.max(0, -first); k < end; k++) {
      const value = input[first + k]!;
      here += rows[near + k]! * value;
      next += rows[near + taps + k]! * value;
    }
    out[n] = here + positions.blend[n]! * (next - here);
  }
  return out;
}

function scatter(dy: Float32Array, rows: Float64Array, taps: number, positions: Positions): Float32Array {
  const samples = dy.length;
  const out = new Float64Array(samples);
  for (let n = 0; n < samples; n++) {
    const first = positions.first[n]!;
    const near = positions.row[n]! * taps;
    const end = Math.min(taps, samples - first);
    const next = positions.blend[n]! * dy[n]!;
    const here = dy[n]! - next;
    for (let k = Math.max(0, -first); k < end; k++) {
      out[first + k]! += here * rows[near + k]! + next * rows[near + taps + k]!;
    }
  }
  return Float32Array.from(out);
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
