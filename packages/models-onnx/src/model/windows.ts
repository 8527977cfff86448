import { type Audio, checkNumber } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { LoadOnnxOptions } from './options.js';

/** Sounds as a model of one length hears them. */
export interface Window {
  readonly samples: number;
  readonly hop: number;
}

/**
 * The windows of a model that hears sounds of one length; undefined for one that hears any.
 * @param shape the shape that the file gives to the input.
 * @throws InputError for a length or hop that is none.
 */
export function windowOf(
  { window, prepare }: LoadOnnxOptions,
  shape: readonly (number | undefined)[] | undefined,
): Window | undefined {
  if (window) {
    const samples = checkNumber('window.samples', window.samples, { min: 1, integer: true });
    return { samples, hop: checkNumber('window.hop', window.hop ?? samples, { min: 1, integer: true }) };
  }
  const fixed = prepare ? undefined : lengthOf(shape);
  return fixed === undefined ? undefined : { samples: fixed, hop: fixed };
}

/** The length of the sound that a file fixes. */
function lengthOf(shape: readonly (number | undefined)[] | undefined): number | undefined {
  if (!shape) return undefined;
  return shape.length === 3 && shape[2] === 1 && shape[1] !== 1 ? shape[1] : shape.at(-1);
}

/** `[items, samples]` as `[items · windows, samples of a window]`; what stands behind the last window is left out. */
export function windowsOf(audio: Audio, { samples, hop }: Window): tf.Tensor2D {
  const [items, length] = audio.shape;
  const count = Math.floor((length - samples) / hop) + 1;
  if (hop === samples) {
    const whole = tf.slice(audio, [0, 0], [items, count * samples]);
    return tf.reshape(whole, [items * count, samples]);
  }
  const windows = Array.from({ length: count }, (_, i) => tf.slice(audio, [0, i * hop], [items, samples]));
  return tf.reshape(tf.stack(windows, 1), [items * count, samples]);
}
