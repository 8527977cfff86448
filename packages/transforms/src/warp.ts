import { isTraced, linearMap, withGradient } from '@audiate/ops';
import type { Audio, TensorMap, Values } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { numbersOf } from './in-steps.js';
import { CROSSINGS, kaiserSinc } from './kaiser-sinc.js';
import { placesAmongAll } from './take-items.js';

/** Degree of the polynomials that stand for the kernel between two samples: they err by less than 2e-6. */
const DEGREE = 7;
const TERMS = DEGREE + 1;
/** Kernel rows of the loops: linear interpolation between rows errs by (1/256)² / 8 · π²/3 < 7e-6. */
const PHASES = 256;

/** What changes of speed of one length and one range have in common. */
export interface WarpShape {
  readonly samples: number;
  /** Samples that one output sample is made of; an even number. */
  readonly taps: number;
  /** How many output samples may begin to read at one sample. */
  readonly readers: number;
  /** Windows of `taps` samples that an item has, zeros around it: window w begins at sample `w − taps`. */
  readonly windows: number;
}

/** @param slowest the smallest ratio, above 0. @param fastest the largest: above 1 it widens the kernel. */
export function warpShape(samples: number, slowest: number, fastest: number): WarpShape {
  const taps = 2 * Math.ceil(CROSSINGS * Math.max(1, fastest));
  const readers = Math.floor(1 / Math.min(1, slowest)) + 1;
  return { samples, taps, readers, windows: samples + 2 * taps + 1 };
}

/**
 * A draw that reads each item at other positions than its samples: output `n` is the input at `centre + (n − centre) · ratio`,
 * where centre = (samples − 1)/2 and beyond the ends is silence. Band-limited interpolation (Julius O. Smith, Digital Audio
 * Resampling): above a ratio of 1 the kernel is widened, so that what would alias is cut. Between two samples the kernel
 * is a polynomial of the position (Farrow 1988), here of Chebyshev's polynomials, so that an item goes through eight fixed
 * filters, whose outputs are read where the sample is.
 *
 * `bank` `[batch, 8, taps]` are the filters, `window` `[batch, samples]` is where a sample reads, `place` (likewise) how far behind
 * it, from −1 to 1, and `reader` `[batch, readers, windows]` which samples read at a window; the number behind the last is none.
 */
export function drawWarp(shape: WarpShape, ratios: readonly number[]): Values {
  const { samples, taps, readers, windows } = shape;
  const batch = ratios.length;
  const bank = new Float32Array(batch * TERMS * taps);
  const window = new Float32Array(batch * samples);
  const place = new Float32Array(batch * samples);
  const reader = new Float32Array(batch * readers * windows).fill(samples);
  const centre = (samples - 1) / 2;
  const half = taps / 2;
  for (const [item, ratio] of ratios.entries()) {
    bank.set(filtersOf(ratio, taps), item * TERMS * taps);
    const read = new Uint8Array(windows);
    for (let n = 0; n < samples; n++) {
      const position = centre + (n - centre) * ratio;
      const base = Math.floor(position);
      // The first and the last window hold no sample: what lies further out reads there.
      const own = Math.min(samples + taps, Math.max(0, base + half + 1));
      window[item * samples + n] = own;
      place[item * samples + n] = 2 * (position - base) - 1;
      if (own > 0 && own < samples + taps) {
        reader[(item * readers + read[own]!) * windows + own] = n;
        read[own]! += 1;
      }
    }
  }
  return {
    bank: { data: bank, shape: [batch, TERMS, taps] },
    window: { data: window, shape: [batch, samples] },
    place: { data: place, shape: [batch, samples] },
    reader: { data: reader, shape: [batch, readers, windows] },
  };
}

/**
 * The filters of a ratio, `[8, taps]`: the coefficients of the Chebyshev polynomials T₀ … T₇ by which the kernel's value at each
 * tap follows the position, exact at the samples (interpolation at Chebyshev's extrema).
 */
function filtersOf(ratio: number, taps: number): Float32Array {
  const cutoff = Math.min(1, 1 / ratio);
  const out = new Float32Array(TERMS * taps);
  const inner = (i: number) => (i === 0 || i === DEGREE ? 0.5 : 1);
  for (let tap = 0; tap < taps; tap++) {
    const values = Array.from({ length: TERMS }, (_, node) => {
      const behind = (1 + Math.cos((Math.PI * node) / DEGREE)) / 2;
      return cutoff * kaiserSinc(cutoff * (tap - taps / 2 + 1 - behind));
    });
    for (let term = 0; term < TERMS; term++) {
      const sum = values.reduce((s, v, node) => s + inner(node) * v * Math.cos((Math.PI * term * node) / DEGREE), 0);
      out[term * taps + tap] = (2 / DEGREE) * inner(term) * sum;
    }
  }
  return out;
}

/** Reads each item as {@link drawWarp} says; the gradient is the adjoint. */
export function warp(audio: Audio, drawn: TensorMap, shape: WarpShape): Audio {
  return isTraced() ? warpInProgram(audio, drawn, shape) : warpInLoops(audio, drawn, shape);
}

function warpInProgram(audio: Audio, drawn: TensorMap, { samples, taps, windows }: WarpShape): Audio {
  const [batch] = audio.shape;
  const bank = drawn.bank as tf.Tensor3D;
  const terms = chebyshev(tf.reshape(drawn.place!, [1, batch * samples]));
  const row = windows - 1;
  return withGradient(audio, (x) => {
    const sides: [number, number][] = [
      [0, 0],
      [taps, taps],
    ];
    const padded = tf.reshape(tf.pad(x, sides), [batch, 1, row]);
    // Rows one longer than the sound: each begins a sample later in it than the one before.
    const lines = tf.reshape(tf.tile(padded, [1, taps + 1, 1]), [batch, (taps + 1) * row]);
    const slid = tf.reshape(tf.slice(lines, [0, 0], [batch, taps * windows]), [batch, taps, windows]);
    const filtered: tf.Tensor2D = tf.reshape(tf.transpose(tf.matMul(bank, slid), [1, 0, 2]), [TERMS, batch * windows]);
    const read = takeColumns(filtered, placesAmongAll(drawn.window!, windows));
    return {
      value: tf.reshape(tf.sum(tf.mul(read, terms), 0), [batch, samples]) as Audio,
      saved: [terms],
      gradient(dy, [kept]) {
        const slopes = tf.reshape(tf.mul(kept!, tf.reshape(dy, [1, batch * samples])), [TERMS, batch, samples]);
        const silent = tf.zeros([TERMS, batch, 1]);
        const flat: tf.Tensor2D = tf.reshape(tf.concat([slopes, silent], 2), [TERMS, batch * (samples + 1)]);
        const sums = tf.addN(
          tf.unstack(drawn.reader!, 1).map((one) => takeColumns(flat, placesAmongAll(one, samples + 1))),
        );
        const slid = tf.matMul(bank, tf.transpose(tf.reshape(sums, [TERMS, batch, windows]), [1, 0, 2]), true);
        const lines = tf.slice(tf.reshape(slid, [batch, taps * windows]), [0, 0], [batch, taps * row]);
        // A sum over rows, as a product: it is several times as fast.
        const padded = tf.matMul(tf.ones([1, 1, taps]), tf.reshape(lines, [batch, taps, row]));
        return tf.slice(tf.reshape(padded, [batch, row]), [0, taps], [batch, samples]);
      },
    };
  });
}

/** Some columns of `[8, n]`. Rows of eight numbers move at once, so they are taken of the transpose. */
function takeColumns(x: tf.Tensor2D, places: tf.Tensor1D): tf.Tensor2D {
  return tf.transpose(tf.gather(tf.transpose(x), places)) as tf.Tensor2D;
}

/** Chebyshev's polynomials T₀ … T₇ of places, `[1, n] → [8, n]`. */
function chebyshev(places: tf.Tensor): tf.Tensor {
  const terms = [tf.onesLike(places), places];
  while (terms.length < TERMS) {
    const [before, last] = terms.slice(-2) as [tf.Tensor, tf.Tensor];
    terms.push(tf.sub(tf.mul(tf.mul(places, 2), last), before));
  }
  return tf.concat(terms, 0);
}

function warpInLoops(audio: Audio, drawn: TensorMap, shape: WarpShape): Audio {
  const { samples, taps } = shape;
  const [bank, window, place] = [drawn.bank, drawn.window, drawn.place].map(numbersOf) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  if (window.every((own, n) => own === (n % samples) + taps / 2 + 1 && place[n] === -1)) return tf.clone(audio);
  const reading = (item: number): Reading => ({
    shape,
    bank: bank.subarray(item * TERMS * taps, (item + 1) * TERMS * taps),
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
  readonly bank: Float32Array;
  readonly window: Float32Array;
  readonly place: Float32Array;
}

function gather(input: Float32Array, { shape: { samples, taps }, bank, window, place }: Reading): Float32Array {
  const rows = kernelRows(bank, taps);
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

function scatter(dy: Float32Array, { shape: { samples, taps }, bank, window, place }: Reading): Float32Array {
  const rows = kernelRows(bank, taps);
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
    const weights = [1, place];
    while (weights.length < TERMS) weights.push(2 * place * weights.at(-1)! - weights.at(-2)!);
    for (let tap = 0; tap < taps; tap++) {
      rows[phase * taps + tap] = weights.reduce((sum, weight, term) => sum + weight * bank[term * taps + tap]!, 0);
    }
  }
  return rows;
}
