import { conv1d, type Weight } from '@audiate/ops';
import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { MAX_MADE_NUMBERS } from '../file/limits.js';
import { checkShape } from '../file/tensor.js';
import { axisOf, sizeOf } from '../values/shapes.js';
import { felt, floatOf, numbersOf, type Value } from '../values/value.js';
import { fourierMatrix, type Transform } from './fourier-matrix.js';
import type { NodeSettings, Operator, Operators } from './operator.js';

/** @throws InputError for neither real nor complex numbers. */
function partsOf(node: NodeSettings, shape: readonly number[]): 1 | 2 {
  const parts = shape.at(-1);
  if (parts === 1 || parts === 2) return parts;
  throw new InputError(
    `${node.thing} takes real or complex numbers, of 1 or 2 along their last axis, got a value of shape [${shape}]`,
  );
}

const wholeNumber = (node: NodeSettings, value: Value, thing: string): number => {
  const [number] = numbersOf(value, `the ${thing} of ${node.thing}`);
  if (number !== undefined && Number.isInteger(number) && number >= 1) return number;
  throw new InputError(`${node.thing} has the ${thing} ${number}; it takes a whole number of at least 1`);
};

/** The transform's matrix as a convolution of frames, `[numbers, parts, taps]`; kept while it stays the same. */
function kernelOf(node: NodeSettings): (transform: Transform, window: readonly number[] | undefined) => Weight {
  let made: { readonly key: string; readonly kernel: Weight } | undefined;
  return (transform, window) => {
    const key = JSON.stringify([transform, window]);
    if (made?.key !== key) {
      const { data, numbers } = fourierMatrix(transform, window);
      made?.kernel.dispose();
      const shape = [numbers, transform.parts, transform.length];
      // of a spectrum mostly a logarithm is taken
      made = { key, kernel: node.keep(data, shape, { fullPrecision: true }) };
    }
    return made.kernel;
  };
}

/** Spectra of frames: one convolution by the waves, windowed. */
const stft: Operator = (node) => {
  const onesided = node.integer('onesided', 1) === 1;
  const kernel = kernelOf(node);
  return ([signal, step, window, frame]) => {
    if (!signal || !step) throw new InputError(`${node.thing} lacks an input`);
    const shape = signal.shape.length === 2 ? [...signal.shape, 1] : [...signal.shape];
    const parts = partsOf(node, shape);
    const length = frame ? wholeNumber(node, frame, 'frame length') : window && sizeOf(window.shape);
    if (shape.length !== 3 || !length)
      throw new InputError(
        `${node.thing} takes a signal [batch, samples, 1] and a frame length, got [${signal.shape}]`,
      );
    const weights = window && numbersOf(window, `the window of ${node.thing}`);
    if (weights && weights.length !== length)
      throw new InputError(`${node.thing} has a window of ${weights.length} for frames of ${length}`);
    checkShape(`the transform of ${node.thing}`, [length, parts, 2 * length], MAX_MADE_NUMBERS);
    if (shape[1]! < length)
      throw new InputError(`${node.thing} takes frames of ${length} from ${shape[1]}; the sound is too short`);
    const bins = onesided && parts === 1 ? Math.floor(length / 2) + 1 : length;
    const transform = { length, bins, parts, outputs: 2, inverse: false } as const;
    const x: tf.Tensor3D = tf.reshape(floatOf(signal), shape as [number, number, number]);
    const spectra = conv1d(x, kernel(transform, weights), { stride: wholeNumber(node, step, 'step') });
    return [felt(tf.reshape(spectra, [shape[0]!, spectra.shape[1], bins, 2]))];
  };
};

/** The discrete Fourier transform along an axis, as a product by its matrix. */
const dft: Operator = (node) => {
  const [inverse, onesided] = [node.integer('inverse', 0) === 1, node.integer('onesided', 0) === 1];
  const kernel = kernelOf(node);
  return ([value, extent, along]) => {
    if (!value) throw new InputError(`${node.thing} lacks an input`);
    const rank = value.shape.length;
    const given = along ? numbersOf(along, `the axis of ${node.thing}`)[0]! : undefined;
    const axis = axisOf(node.thing, given ?? node.integer('axis', node.opset < 20 ? 1 : -2), rank);
    if (axis === rank - 1) throw new InputError(`${node.thing} goes along the axis of real and imaginary parts`);
    const parts = partsOf(node, value.shape);
    // of half a spectrum the other half is the conjugate, and the answer is real
    const real = inverse && onesided;
    const own = value.shape[axis]!;
    const length = extent ? wholeNumber(node, extent, 'length') : real ? 2 * (own - 1) : own;
    const bins = onesided && !inverse ? Math.floor(length / 2) + 1 : length;
    checkShape(`the transform of ${node.thing}`, [length, parts, 2 * bins], MAX_MADE_NUMBERS);
    const heard = real ? Math.floor(length / 2) + 1 : length;
    const rest = value.shape.flatMap((_, i) => (i === axis || i === rank - 1 ? [] : [i]));
    const rows = tf.reshape(tf.transpose(floatOf(value), [...rest, axis, rank - 1]), [-1, own, parts]) as tf.Tensor3D;
    const transform = { length: heard, bins, parts, outputs: real ? 1 : 2, inverse, of: length } as const;
    const spectra = conv1d(fitted(rows, heard), kernel(transform, undefined), { stride: 1 });
    const whole = tf.reshape(spectra, [...rest.map((i) => value.shape[i]!), bins, transform.outputs]);
    const back = value.shape.map((_, i) => (i === axis ? rank - 2 : i === rank - 1 ? rank - 1 : rest.indexOf(i)));
    return [felt(tf.transpose(whole, back))];
  };
};

/** Rows of so many numbers: cut, or with zeros behind. */
function fitted(rows: tf.Tensor3D, length: number): tf.Tensor3D {
  const [count, own, parts] = rows.shape;
  if (own > length) return tf.slice(rows, [0, 0, 0], [count, length, parts]);
  if (own === length) return rows;
  return tf.pad(rows, [
    [0, 0],
    [0, length - own],
    [0, 0],
  ]);
}

/** Operators that take spectra. */
export const spectra: Operators = { STFT: stft, DFT: dft };
