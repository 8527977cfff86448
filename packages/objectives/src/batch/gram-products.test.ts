import { type Activation, key, normal } from '@audiate/protocol';
import { checkGradient, checkNoLeak } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { gramProducts, productsByChannels, productsByFrames } from './gram-products.js';

const draw = (shape: readonly [number, number, number]): Activation =>
  tf.tensor3d(normal(key(3), shape[0] * shape[1] * shape[2]), [...shape]);

/** As the definition says, in plain loops. */
function reference(x: Activation): number[] {
  const grams = x.arraySync().map((item) => {
    const channels = item[0]!.map((_, c) => c);
    return channels.flatMap((a) => channels.map((b) => item.reduce((sum, row) => sum + row[a]! * row[b]!, 0)));
  });
  return grams.flatMap((g) => grams.map((h) => g.reduce((sum, value, i) => sum + value * h[i]!, 0)));
}

describe.each([
  ['channels', productsByChannels],
  ['frames', productsByFrames],
] as const)('by %s', (_, products) => {
  test.each([[[2, 3, 20]], [[3, 20, 4]], [[1, 1, 1]], [[2, 7, 7]]] as const)(
    'agrees with plain loops at %o',
    (shape) => {
      const x = draw(shape);
      const expected = reference(x);
      products(x)
        .dataSync()
        .forEach((value, i) => {
          expect(Math.abs(value / expected[i]! - 1)).toBeLessThan(1e-5);
        });
    },
  );

  test('its gradient agrees with finite differences', () => {
    checkGradient((x) => products(x as Activation), draw([3, 4, 5]), { tolerance: 0.01, step: 3e-3 });
  });

  test('leaks nothing, also under a gradient', () => {
    const x = draw([2, 3, 4]);
    checkNoLeak(() => tf.tidy(() => tf.grad((y: tf.Tensor) => tf.sum(products(y as Activation)))(x)));
  });
});

test.each([
  [[2, 3, 20], 'one matrix over frames', [6, 6]],
  [[2, 20, 3], 'a matrix over channels for each item', [3, 3]],
] as const)('takes the shorter way at %o: %s', async (shape, _, inner) => {
  const x = draw(shape);
  const { kernels } = await tf.profile(() => gramProducts(x));
  const multiplied = kernels.filter(({ name }) => name === 'BatchMatMul').map(({ outputShapes }) => outputShapes[0]);
  expect(multiplied[0]).toEqual(inner);
});
