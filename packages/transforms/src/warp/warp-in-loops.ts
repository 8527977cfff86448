import { linearMap } from '@audiate/ops';
import type { Audio, TensorMap } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { numbersOf } from '../in-steps.js';
import { TERMS, type WarpShape } from './draw-warp.js';

/** Kernel rows of the loops: linear interpolation between rows errs by (1/256)² / 8 · π²/3 < 7e-6. */
const PHASES = 256;

/** Reads as drawn, sample by sample. */
export function warpInLoops(audio: Audio, drawn: TensorMap, shape: WarpShape): Audio {
  const { samples, taps } = shape;
  const [bank, window, place] = [drawn.bank, drawn.window, drawn.place].map(numbersOf) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  if (window.every((own, n) => own === (n % samples) + taps / 2 + 1 && place[n] === -1)) return tf.clone(audio);
  const rows = Array.from({ length: audio.shape[0] }, (_, item) =>
    kernelRows(bank.subarray(item * TERMS * taps, (item + 1) * TERMS * taps), taps),
  );
  const reading = (item: number): Reading => ({
    shape,
    rows: rows[item]!,
    window: window.subarray(item * samples, (item + 1) * samples),
    place: place.subarray(item * samples, (item + 1) * samples),
  });
  return linearMap(audio, {
    samples,
    forward: (input, item) => gather(input, reading(item)),
    adjoint: (dy, item) => scatter(dy, reading(item)),
  });
}

interface Reading {
  readonly shape: WarpShape;
  readonly rows: Float64Array;
  readonly window: Float32Array;
  readonly place: Float32Array;
}

function gather(input: Float32Array, { shape: { samples, taps }, rows, window, place }: Reading): Float32Array {
  const out = new Float32Array(samples);
  for (let n = 0; n < samples; n++) {
    const first = window[n]! - taps;
    const end = Math.min(taps, samples - first);
    const phase = ((place[n]! + 1) / 2) * PHASES;
    const row = Math.min(PHASES - 1, Math.floor(phase));
    const near = row * taps;
    let here = 0;
    let next = 0;
    for (let tap = Math.max(0, -first); tap < end; tap++) {
      const value = input[first + tap]!;
      here += rows[near + tap]! * value;
      next += rows[near + taps + tap]! * value;
    }
    out[n] = here + (phase - row) * (next - here);
  }
  return out;
}

function scatter(dy: Float32Array, { shape: { samples, taps }, rows, window, place }: Reading): Float32Array {
  const out = new Float64Array(samples);
  for (let n = 0; n < samples; n++) {
    const first = window[n]! - taps;
    const end = Math.min(taps, samples - first);
    const phase = ((place[n]! + 1) / 2) * PHASES;
    const row = Math.min(PHASES - 1, Math.floor(phase));
    const near = row * taps;
    const next = (phase - row) * dy[n]!;
    const here = dy[n]! - next;
    for (let tap = Math.max(0, -first); tap < end; tap++) {
      out[first + tap]! += here * rows[near + tap]! + next * rows[near + taps + tap]!;
    }
  }
  return Float32Array.from(out);
}

/** The kernel at places −1 … 1, `PHASES` steps: between them the loops read on a straight line, as that is quicker. */
function kernelRows(bank: Float32Array, taps: number): Float64Array {
  const rows = new Float64Array((PHASES + 1) * taps);
  for (let phase = 0; phase <= PHASES; phase++) {
    const place = (2 * phase) / PHASES - 1;
    let [weight, next] = [1, place];
    for (let term = 0; term < TERMS; term++) {
      for (let tap = 0; tap < taps; tap++) rows[phase * taps + tap]! += weight * bank[term * taps + tap]!;
      [weight, next] = [next, 2 * place * next - weight];
    }
  }
  return rows;
}
