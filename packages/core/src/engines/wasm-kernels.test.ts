import { withBackend } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { beginOnEngine } from './open.js';

beforeAll(async () => {
  await beginOnEngine('wasm', () => {});
});

/** The value and both gradients of a product of fixed numbers, on a backend. */
function product(backend: string, shapes: [number[], number[]], transposeA: boolean, transposeB: boolean) {
  return withBackend(backend, () => {
    const found: { value: number[]; gradients: number[][]; shape: number[] } = { value: [], gradients: [], shape: [] };
    tf.tidy(() => {
      const wave = (shape: number[], step: number) => {
        const size = shape.reduce((product, extent) => product * extent, 1);
        return tf.tensor(
          Float32Array.from({ length: size }, (_, i) => Math.sin(step * (i + 1))),
          shape,
        );
      };
      const [a, b] = [wave(shapes[0], 0.7), wave(shapes[1], 1.3)];
      const multiply = (x: tf.Tensor, y: tf.Tensor) => tf.matMul(x, y, transposeA, transposeB);
      const value = multiply(a, b);
      const gradients = tf.grads((x: tf.Tensor, y: tf.Tensor) => tf.sum(tf.square(multiply(x, y))))([a, b]);
      found.value = Array.from(value.dataSync());
      found.shape = value.shape;
      found.gradients = gradients.map((gradient) => Array.from(gradient.dataSync()));
    });
    return found;
  });
}

const transposed = (shape: number[], isTransposed: boolean) =>
  isTransposed ? [...shape.slice(0, -2), shape.at(-1)!, shape.at(-2)!] : shape;

describe.each([
  ['rank 2', [3, 5], [5, 4]],
  ['rank 3', [2, 3, 5], [2, 5, 4]],
  ['rank 4', [2, 3, 4, 5], [2, 3, 5, 6]],
  ['one row', [1, 7], [7, 1]],
  ['large', [65, 130], [130, 70]],
])('BatchMatMul, %s', (_, a, b) => {
  test.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])('transposed %s and %s: value and gradients are those of the cpu backend', (transposeA, transposeB) => {
    const shapes: [number[], number[]] = [transposed(a, transposeA), transposed(b, transposeB)];
    const ours = product('wasm', shapes, transposeA, transposeB);
    const theirs = product('cpu', shapes, transposeA, transposeB);
    expect(ours.shape).toEqual(theirs.shape);
    for (const [one, other] of [
      [ours.value, theirs.value],
      [ours.gradients[0]!, theirs.gradients[0]!],
      [ours.gradients[1]!, theirs.gradients[1]!],
    ] as const) {
      const largest = Math.max(...other.map(Math.abs));
      one.forEach((value, i) => {
        expect(Math.abs(value - other[i]!)).toBeLessThan(2e-6 * largest);
      });
    }
  });
});

test('a product with transposed operands leaves nothing but itself', () => {
  withBackend('wasm', () => {
    const [a, b] = [tf.ones([4, 3]), tf.ones([5, 4])];
    const before = tf.memory().numDataBuffers;
    const c = tf.matMul(a, b, true, true);
    expect(tf.memory().numDataBuffers).toBe(before + 1);
    tf.dispose([a, b, c]);
  });
});

test('Identity shares data: disposed in either order, the other stays', () => {
  withBackend('wasm', () => {
    for (const order of [0, 1]) {
      const pair = [tf.tensor1d([1, 2, 3])];
      pair.push(tf.clone(pair[0]!));
      pair[order]!.dispose();
      const left = pair[1 - order]!;
      expect(Array.from(tf.tidy(() => tf.mul(left, 2).dataSync()))).toEqual([2, 4, 6]);
      left.dispose();
    }
  });
});

test('a backend switch inside another is undone in order, also by a throw', () => {
  expect(tf.getBackend()).toBe('cpu');
  withBackend('wasm', () => {
    expect(() =>
      withBackend('cpu', () => {
        throw new Error('inner');
      }),
    ).toThrow('inner');
    expect(tf.getBackend()).toBe('wasm');
  });
  expect(tf.getBackend()).toBe('cpu');
});
