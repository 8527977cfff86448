import type { Values } from '@audiate/protocol';
import { CROSSINGS, kaiserSinc } from './kaiser-sinc.js';

/** Degree of the polynomials that stand for the kernel between two samples: they err by less than 2e-6. */
const DEGREE = 7;
/** How many filters an item goes through. */
export const TERMS = DEGREE + 1;

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
