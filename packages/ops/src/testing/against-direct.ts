import { key, normal } from '@audiate/protocol';
import { assertThat, checkGradient, checkNoLeak } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';

/** An op, and its definition written down again in float64 as plainly as can be. */
export interface DirectCheck {
  readonly op: (x: tf.Tensor) => tf.Tensor;
  /** Row-major numbers in, row-major numbers out. */
  readonly direct: (x: Float64Array) => ArrayLike<number>;
  readonly x: tf.Tensor;
  /** Largest error relative to the largest expected number, of value and gradient; 2e-6 unless given. */
  readonly tolerance?: number;
}

/**
 * Throws unless an op's values, and its gradient for a random upstream gradient, are those of the definition; the
 * definition's gradient comes from central differences in float64, which are right to about 1e-9. Then the same by the
 * project's own finite-difference check, and that neither pass leaks.
 */
export function checkAgainstDirect({ op, direct, x, tolerance = 2e-6 }: DirectCheck): void {
  const start = Float64Array.from(x.dataSync());
  const expected = direct(start);
  const y = tf.tidy(() => op(x).dataSync());
  assertClose('values', y, expected, tolerance);

  const dyShape = tf.tidy(() => op(x).shape);
  const dy = normal(key(5), expected.length);
  const gradient = tf.tidy(() => tf.grad(op)(x, tf.tensor(dy, dyShape)).dataSync());
  assertClose('gradient', gradient, differentiate(direct, start, dy), tolerance);

  checkGradient(op, x);
  checkNoLeak(() => op(x));
  checkNoLeak(() => tf.grad(op)(x));
}

/** The gradient of `Σ dy · f(x)` by central differences in float64. */
function differentiate(f: DirectCheck['direct'], x: Float64Array, dy: ArrayLike<number>): number[] {
  const score = (values: Float64Array) => {
    const y = f(values);
    return Array.from(dy).reduce((sum, d, i) => sum + d * y[i]!, 0);
  };
  return Array.from(x, (value, i) => {
    const step = 1e-5;
    const moved = x.slice();
    moved[i] = value + step;
    const above = score(moved);
    moved[i] = value - step;
    return (above - score(moved)) / (2 * step);
  });
}

/** Throws unless the lengths are equal and `max|actual − expected| ≤ tolerance · max|expected|`. */
export function assertClose(
  what: string,
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
): void {
  assertThat(actual.length === expected.length, () => `${what}: ${actual.length} numbers, not ${expected.length}`);
  let [error, largest] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    error = Math.max(error, Number.isNaN(actual[i]!) ? Infinity : Math.abs(actual[i]! - expected[i]!));
    largest = Math.max(largest, Math.abs(expected[i]!));
  }
  assertThat(error <= tolerance * largest, () => `${what}: relative error ${error / largest}, allowed ${tolerance}`);
}
