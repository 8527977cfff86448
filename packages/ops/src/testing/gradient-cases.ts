import { checkGradient } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import type { backends } from './backends.js';
import type { checkLinearGradient } from './linear-gradient.js';
import { randomTensor } from './random.js';

/** An op whose gradient `installOps` puts right. */
export interface GradientCase {
  readonly name: string;
  readonly shape: number[];
  readonly op: (x: tf.Tensor) => tf.Tensor;
  /** What TensorFlow.js says or does before: a part of the error, or of the check's complaint. */
  readonly before: string;
  readonly on?: (typeof backends)[number];
  readonly check?: typeof checkLinearGradient;
}

const signs = (x: tf.Tensor) => tf.notEqual(tf.round(x), 0);
/** Each op of TensorFlow.js whose gradient `installOps` puts right, in an example. */
export const gradientCases: GradientCase[] = [
  {
    name: 'stridedSlice',
    shape: [2, 9],
    op: (x) => tf.stridedSlice(x, [0, 7], [2, 0], [1, -3]),
    before: 'StridedSlice',
  },
  {
    name: 'mirrorPad',
    shape: [2, 5],
    op: (x) =>
      tf.mirrorPad(
        x,
        [
          [1, 0],
          [3, 4],
        ],
        'reflect',
      ),
    before: 'relative error',
  },
  {
    name: 'gatherND',
    shape: [4, 3],
    op: (x) => tf.gatherND(x, tf.tensor2d([[1], [3], [1]], [3, 1], 'int32')),
    before: 'GatherNd',
  },
  { name: 'topk', shape: [3, 6], op: (x) => tf.topk(x, 2).values, before: 'TopK', check: checkGradient },
  {
    name: 'einsum',
    shape: [2, 3],
    op: (x) => tf.einsum('ij,jk->ki', x, randomTensor([3, 4])),
    before: 'Einsum',
    on: 'cpu',
  },
  {
    name: 'where greater',
    shape: [9],
    op: (x) => tf.where(tf.greater(x, 0), tf.mul(x, 3), x),
    before: 'Greater',
    check: checkGradient,
  },
  {
    name: 'where less',
    shape: [9],
    op: (x) => tf.where(tf.less(x, 0), tf.square(x), x),
    before: 'Less',
    check: checkGradient,
  },
  {
    name: 'where lessEqual',
    shape: [9],
    op: (x) => tf.where(tf.lessEqual(x, 0), tf.square(x), x),
    before: 'LessEqual',
    check: checkGradient,
  },
  {
    name: 'where equal',
    shape: [9],
    op: (x) => tf.where(tf.equal(tf.round(x), 0), tf.mul(x, 3), x),
    before: 'Equal',
    check: checkGradient,
  },
  {
    name: 'where not, and, or',
    shape: [9],
    op: (x) => tf.where(tf.logicalNot(tf.logicalOr(signs(x), tf.logicalAnd(signs(x), signs(x)))), tf.mul(x, 3), x),
    before: 'Logical',
    check: checkGradient,
  },
  {
    name: 'resizeBilinear',
    shape: [1, 2, 5, 3],
    op: (x) => tf.image.resizeBilinear(x as tf.Tensor4D, [3, 8]),
    before: 'shape',
    on: 'cpu',
  },
  {
    name: 'conv2d with dilation',
    shape: [1, 1, 9, 2],
    op: (x) => tf.conv2d(x as tf.Tensor4D, randomTensor([1, 3, 2, 4]) as tf.Tensor4D, 1, 'same', 'NHWC', [1, 2]),
    before: 'dilation',
  },
  {
    name: 'gather',
    shape: [4, 3],
    op: (x) => tf.gather(x, tf.tensor1d([2, 0, 2], 'int32'), 1),
    before: 'UnsortedSegmentSum',
    on: 'wasm',
  },
];
