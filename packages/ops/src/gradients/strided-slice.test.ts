import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { installOps } from '../install-ops.js';
import { backends, useBackend } from '../testing/backends.js';
import { checkLinearGradient } from '../testing/linear-gradient.js';
import { randomTensor } from '../testing/random.js';

describe.each(backends)('the gradient of stridedSlice on %s', (backend) => {
  beforeAll(async () => {
    installOps();
    await useBackend(backend);
  });

  test('any begin, end, stride, direction and mask', () => {
    const axis = fc
      .record({
        extent: fc.integer({ min: 1, max: 6 }),
        stride: fc.integer({ min: -4, max: 4 }).filter((stride) => stride !== 0),
      })
      .chain(({ extent, stride }) =>
        fc.record({
          extent: fc.constant(extent),
          stride: fc.constant(stride),
          begin: fc.integer({ min: -extent, max: extent - 1 }),
          end: fc.integer({ min: -extent - 1, max: extent + 2 }),
        }),
      );
    const bits = (count: number) => fc.integer({ min: 0, max: 2 ** count - 1 });
    const slices = fc
      .array(axis, { minLength: 1, maxLength: 3 })
      .chain((axes) =>
        fc.record({ axes: fc.constant(axes), beginMask: bits(axes.length), endMask: bits(axes.length) }),
      );
    let checked = 0;
    fc.assert(
      fc.property(slices, ({ axes, beginMask, endMask }) => {
        const [begin, end, strides] = [
          axes.map((a) => a.begin),
          axes.map((a) => a.end),
          axes.map((a) => a.stride),
        ] as const;
        const op = (x: tf.Tensor) => tf.stridedSlice(x, begin, end, strides, beginMask, endMask);
        const shape = axes.map((a) => a.extent);
        const slice = tf.slice_util.sliceInfo(shape, begin, end, strides, beginMask, endMask, 0, 0, 0);
        fc.pre(slice.finalShape.every((extent) => extent > 0)); // tf.stridedSlice throws where nothing is taken
        tf.tidy(() => checkLinearGradient(op, randomTensor(shape)));
        checked++;
      }),
      { numRuns: 150, seed: 9 },
    );
    expect(checked).toBeGreaterThan(50);
  });

  test('an axis taken away, an ellipsis, a new axis', () => {
    const x = randomTensor([3, 4, 5]);
    checkLinearGradient((v) => tf.stridedSlice(v, [1, 0, 1], [2, 3, 4], [1, 1, 1], 0, 0, 0, 0, 1), x);
    checkLinearGradient((v) => tf.stridedSlice(v, [1, 0, 1], [2, 0, 5], [1, 1, 2], 0, 0, 2), x);
    checkLinearGradient((v) => tf.stridedSlice(v, [0, 1, 0], [1, 3, 4], [1, 1, 3], 0, 0, 0, 1, 0), x);
  });

  test('an axis that nothing is taken from gets zeros', () => {
    const f = (v: tf.Tensor) => tf.sum(tf.concat([tf.stridedSlice(v, [3], [1], [2]), tf.slice(v, 0, 1)]));
    expect(
      Array.from(
        tf
          .grad(f)(tf.ones([4]))
          .dataSync(),
      ),
    ).toEqual([1, 0, 0, 0]);
  });
});
