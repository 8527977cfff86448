import { irfft, linearMap, rfft, scaleBins } from '@audiate/ops';
import type { Audio } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';

/** What a filter multiplies each Fourier bin, 0 Hz to the Nyquist frequency, with; `im` only where it turns the phase. */
export interface Response {
  readonly re: Float64Array;
  readonly im?: Float64Array;
}

/** The length of the transform that filters audio whose response rings for `ringing` samples: a power of two. */
export function filterSize(samples: number, ringing: number): number {
  let size = 2;
  while (size < samples + ringing) size *= 2;
  return size;
}

/**
 * Filters each item `[batch, samples]` with a response of its own, `size/2 + 1` bins; the length stays. Zeros up to `size`
 * follow the audio, so that what rings over its end does not come round to its start.
 */
export function filterItems(audio: Audio, size: number, responses: readonly Response[]): Audio {
  const [batch, samples] = audio.shape;
  const bins = size / 2 + 1;
  const spectra: tf.Tensor2D = tf.reshape(rfft(audio, size), [batch, 2 * bins]);
  const filtered = linearMap(spectra, {
    samples: 2 * bins,
    forward: (row, item) => multiply(row, responses[item]!, 1),
    adjoint: (row, item) => multiply(row, responses[item]!, -1),
  });
  return irfft(tf.reshape(filtered, [batch, 2, bins]), samples);
}

/** Complex product of a spectrum, real parts then imaginary parts, with a response (`turn` 1) or its conjugate (−1). */
function multiply(row: Float32Array, { re, im }: Response, turn: 1 | -1): Float32Array {
  const bins = re.length;
  if (!im) return scaleBins(row, re);
  const out = new Float32Array(2 * bins);
  for (let bin = 0; bin < bins; bin++) {
    const x = row[bin]!;
    const y = row[bins + bin]!;
    const turned = turn * im[bin]!;
    out[bin] = x * re[bin]! - y * turned;
    out[bins + bin] = x * turned + y * re[bin]!;
  }
  return out;
}
