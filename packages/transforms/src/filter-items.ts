import { irfft, isTraced, linearMap, rfft, scaleBins } from '@audiate/ops';
import type { Audio, TensorMap, Values } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { numbersOf } from './in-steps.js';

/** What a filter multiplies each Fourier bin, 0 Hz to the Nyquist frequency, with; `im` only where it turns the phase. */
export interface Response {
  readonly re: ArrayLike<number>;
  readonly im?: ArrayLike<number>;
}

/** The length of the transform that filters audio whose response rings for `ringing` samples: a power of two. */
export function filterSize(samples: number, ringing: number): number {
  let size = 2;
  while (size < samples + ringing) size *= 2;
  return size;
}

/** The responses of a batch as a draw: `re`, and `im` where they have one, `[batch, size/2 + 1]`. */
export function drawResponses(responses: readonly Response[]): Values {
  const bins = responses[0]!.re.length;
  const part = (numbers: (response: Response) => ArrayLike<number>) => {
    const data = new Float32Array(responses.length * bins);
    for (const [item, response] of responses.entries()) data.set(numbers(response), item * bins);
    return { data, shape: [responses.length, bins] };
  };
  const turned = responses[0]!.im !== undefined;
  return { re: part(({ re }) => re), ...(turned && { im: part(({ im }) => im!) }) };
}

/**
 * Filters each item `[batch, samples]` with a response of its own, as {@link drawResponses} gives them; the length stays. Zeros up
 * to the size of the transform follow the audio, so that what rings over its end does not come round to its start.
 */
export function filterItems(audio: Audio, { re, im }: TensorMap): Audio {
  const [batch, samples] = audio.shape;
  const bins = re!.shape[1]!;
  const size = 2 * (bins - 1);
  if (isTraced()) return irfft(multiplied(rfft(audio, size), re!, im), samples);
  const gains = rowsOf(re!);
  const turns = im && rowsOf(im);
  if (numbersOf(re).every((gain) => gain === 1) && !(im && numbersOf(im).some((turn) => turn !== 0))) {
    return tf.clone(audio);
  }
  const spectra: tf.Tensor2D = tf.reshape(rfft(audio, size), [batch, 2 * bins]);
  const filtered = linearMap(spectra, {
    samples: 2 * bins,
    forward: (row, item) => multiply(row, { re: gains(item), im: turns?.(item) }, 1),
    adjoint: (row, item) => multiply(row, { re: gains(item), im: turns?.(item) }, -1),
  });
  return irfft(tf.reshape(filtered, [batch, 2, bins]), samples);
}

function rowsOf(response: tf.Tensor): (item: number) => Float32Array {
  const [numbers, bins] = [numbersOf(response), response.shape[1]!];
  return (item) => numbers.subarray(item * bins, (item + 1) * bins);
}

/** Complex products of spectra `[batch, 2, bins]` with responses `[batch, bins]`, in a program. */
function multiplied(spectra: tf.Tensor3D, re: tf.Tensor, im: tf.Tensor | undefined): tf.Tensor3D {
  const gains = tf.expandDims(re, 1);
  if (!im) return tf.mul(spectra, gains);
  const turns = tf.expandDims(im, 1);
  const [x, y] = tf.split(spectra, 2, 1) as [tf.Tensor, tf.Tensor];
  return tf.concat(
    [tf.sub(tf.mul(x, gains), tf.mul(y, turns)), tf.add(tf.mul(x, turns), tf.mul(y, gains))],
    1,
  ) as tf.Tensor3D;
}

interface Row {
  readonly re: Float32Array;
  readonly im: Float32Array | undefined;
}

/** Complex product of a spectrum, real parts then imaginary parts, with a response (`turn` 1) or its conjugate (−1). */
function multiply(row: Float32Array, { re, im }: Row, turn: 1 | -1): Float32Array {
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
