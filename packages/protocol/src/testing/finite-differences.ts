import * as tf from '@tensorflow/tfjs';
import { normal } from '../draw.js';
import { fold, key } from '../key.js';
import { assertThat } from './law.js';

/** How a gradient is compared with central differences. */
export interface GradientCheck {
  /** Length of the difference step relative to the RMS of `x` (or to 1 where `x` is all zero); 0.01 unless given. */
  readonly step?: number;
  /** Allowed |difference| relative to the larger of the directional derivative and the gradient's expected share; 0.02. */
  readonly tolerance?: number;
  /** Random directions tried; 3. */
  readonly directions?: number;
}

/**
 * Throws unless the gradient that TensorFlow.js gives for `f` at `x` agrees with central differences along random
 * directions. The outputs of `f` are summed with fixed random weights, so that every output counts.
 */
export function checkGradient(f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor, options: GradientCheck = {}): void {
  const { step = 0.01, tolerance = 0.02, directions = 3 } = options;
  const start = Float32Array.from(x.dataSync());
  const projection = tf.tidy(() => normal(key(71), f(x).size));
  const gradient = tf.tidy(() => {
    const scalar = (input: tf.Tensor) =>
      tf.sum(tf.mul(tf.reshape(f(input), [-1]), tf.tensor1d(projection))) as tf.Scalar;
    return Float32Array.from(tf.grad(scalar)(x).dataSync());
  });
  assertThat(gradient.every(Number.isFinite), () => 'the gradient has a value that is not finite');
  const norm = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0));
  const scale = rms(start) || 1;
  for (let trial = 0; trial < directions; trial++) {
    const direction = normal(fold(key(72), trial), start.length);
    const evaluate = (sign: number) =>
      tf.tidy(() => {
        const moved = start.map((value, i) => value + sign * step * scale * direction[i]!);
        return dot(f(tf.tensor(moved, x.shape)).dataSync(), projection);
      });
    const expected = (evaluate(1) - evaluate(-1)) / (2 * step * scale);
    const actual = dot(gradient, direction);
    const allowed = tolerance * Math.max(Math.abs(expected), norm, 1e-6);
    assertThat(
      Math.abs(expected - actual) <= allowed,
      () => `gradient along direction ${trial} is ${actual}, finite differences give ${expected}`,
    );
  }
}

/** Throws unless the gradient of the sum of squares of `f` at `x` is finite: for silence, constants and other corners. */
export function checkFiniteGradient(f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor): void {
  const gradient = tf.tidy(() =>
    tf
      .grad((v: tf.Tensor) => tf.sum(tf.square(f(v))))(x)
      .dataSync(),
  );
  assertThat(gradient.every(Number.isFinite), () => 'the gradient has a value that is not finite');
}

function rms(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / Math.max(1, values.length));
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
