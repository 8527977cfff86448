import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { type Weight, weight } from './weight.js';

/**
 * The real Fourier transform of one length as products of matrices, for compiled programs: samples n = A·n₂ + n₁ and bins
 * k = B·k₁ + k₂ with N = A·B, so that e^(2πikn/N) is one factor by n₂ and k₂, one by n₁ and k₂, one by n₁ and k₁ (Cooley
 * and Tukey 1965). Only the N/2 bins below the Nyquist frequency take part; that one is a sum of its own.
 */
export interface FourierProducts {
  /** A and B. */
  readonly across: number;
  readonly down: number;
  /** `[A, 2A]`, of rows k₁ (real parts, then imaginary parts) to columns n₁ (likewise): e^(2πi k₁n₁/A). */
  readonly outer: Weight;
  /** `[B, 2B]`, cosines beside minus sines, of rows n₂ and columns k₂: e^(2πi k₂n₂/B). */
  readonly inner: Weight;
  /** `[B, A]` each, of rows k₂ and columns n₁: e^(2πi k₂n₁/N). */
  readonly twiddle: { readonly cos: Weight; readonly sin: Weight };
  /** `[N, 1]`: 1 and −1 by turns, what the Nyquist frequency sounds like. */
  readonly alternating: Weight;
}

/** 16 s at 16 kHz. The products grow with N^1.5. */
const MAX_SIZE = 2 ** 18;

const bySize = new Map<number, FourierProducts>();

/**
 * The products of a length, made once and shared.
 * @param size N, a power of two from 2.
 * @throws InputError for a longer one than 2¹⁸: such a program would be slower than plain loops.
 */
export function fourierProducts(size: number): FourierProducts {
  const known = bySize.get(size);
  if (known) return known;
  if (size > MAX_SIZE)
    throw new InputError(`a Fourier transform of ${size} samples is not compiled; at most ${MAX_SIZE}`);
  const made = makeProducts(size);
  bySize.set(size, made);
  return made;
}

function makeProducts(size: number): FourierProducts {
  const across = 2 ** Math.ceil(Math.log2(size) / 2);
  const down = size / across;
  const outer = new Float32Array(2 * across * across);
  for (let k = 0; k < across / 2; k++) {
    for (let n = 0; n < across; n++) {
      const [cos, sin] = turn(k * n, across);
      outer[2 * k * across + n] = cos;
      outer[2 * k * across + across + n] = sin;
      outer[(2 * k + across) * across + n] = -sin;
      outer[(2 * k + across) * across + across + n] = cos;
    }
  }
  const inner = new Float32Array(2 * down * down);
  for (let n = 0; n < down; n++) {
    for (let k = 0; k < down; k++) {
      const [cos, sin] = turn(k * n, down);
      inner[2 * n * down + k] = cos;
      inner[2 * n * down + down + k] = -sin;
    }
  }
  const turns = Array.from({ length: size }, (_, i) => turn(Math.floor(i / across) * (i % across), size));
  const part = (which: 0 | 1) =>
    exact(
      Float32Array.from(turns, (pair) => pair[which]),
      [down, across],
    );
  return {
    across,
    down,
    outer: exact(outer, [across, 2 * across]),
    inner: exact(inner, [down, 2 * down]),
    twiddle: { cos: part(0), sin: part(1) },
    alternating: exact(
      Float32Array.from({ length: size }, (_, n) => 1 - 2 * (n % 2)),
      [size, 1],
    ),
  };
}

/** Cosine and sine of `part / whole` turns. */
function turn(part: number, whole: number): readonly [number, number] {
  const angle = (2 * Math.PI * (part % whole)) / whole;
  return [Math.cos(angle), Math.sin(angle)];
}

const exact = (data: Float32Array, shape: readonly number[]): Weight => weight(data, shape, { fullPrecision: true });

/**
 * The real signal `[batch, N]` of bins `[batch, 2, N/2 + 1]`: Re Σ X[k] e^(2πikn/N) over these bins, not scaled. The imaginary part
 * of the last bin counts for nothing, that of the first must be 0.
 */
export function synthesiseByProducts(bins: tf.Tensor3D, size: number): tf.Tensor2D {
  const { across, down, outer, inner, twiddle, alternating } = fourierProducts(size);
  const batch = bins.shape[0];
  const below = tf.reshape(tf.slice(bins, [0, 0, 0], [batch, 2, size / 2]), [batch, across, down]);
  const columns = tf.matMul(below, shared(outer), true);
  const [re, im] = tf.split(columns, 2, 2) as [tf.Tensor3D, tf.Tensor3D];
  const [cos, sin] = [twiddle.cos.tensor(), twiddle.sin.tensor()];
  const turned = tf.concat(
    [tf.sub(tf.mul(re, cos), tf.mul(im, sin)), tf.add(tf.mul(re, sin), tf.mul(im, cos))],
    1,
  ) as tf.Tensor3D;
  const sound: tf.Tensor2D = tf.reshape(tf.matMul(shared(inner), turned), [batch, size]);
  const last: tf.Tensor2D = tf.reshape(tf.slice(bins, [0, 0, size / 2], [batch, 1, 1]), [batch, 1]);
  return tf.add(sound, tf.mul(last, tf.reshape(alternating.tensor(), [1, size])));
}

/** The bins `[batch, 2, N/2 + 1]` of a real signal `[batch, N]`: Σ x[n] e^(−2πikn/N). */
export function analyseByProducts(samples: tf.Tensor2D, size: number): tf.Tensor3D {
  const { across, down, outer, inner, twiddle, alternating } = fourierProducts(size);
  const [batch] = samples.shape;
  const rows: tf.Tensor3D = tf.reshape(samples, [batch, down, across]);
  const columns = tf.matMul(shared(inner), rows, true);
  const [re, im] = tf.split(columns, 2, 1) as [tf.Tensor3D, tf.Tensor3D];
  const [cos, sin] = [twiddle.cos.tensor(), twiddle.sin.tensor()];
  const turned = tf.concat(
    [tf.add(tf.mul(re, cos), tf.mul(im, sin)), tf.sub(tf.mul(im, cos), tf.mul(re, sin))],
    2,
  ) as tf.Tensor3D;
  const below: tf.Tensor3D = tf.reshape(tf.matMul(shared(outer), turned, false, true), [batch, 2, size / 2]);
  const nyquist: tf.Tensor3D = tf.reshape(tf.matMul(samples, alternating.tensor() as tf.Tensor2D), [batch, 1, 1]);
  return tf.concat(
    [
      below,
      tf.pad(nyquist, [
        [0, 0],
        [0, 1],
        [0, 0],
      ]),
    ],
    2,
  ) as tf.Tensor3D;
}

/** One matrix for every item of a product. */
function shared(matrix: Weight): tf.Tensor3D {
  return tf.expandDims(matrix.tensor() as tf.Tensor2D, 0);
}
