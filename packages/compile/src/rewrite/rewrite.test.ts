import * as ops from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { createBuilder, merged } from '../graph/builder.js';
import type { Value } from '../graph/graph.js';
import type { Op } from '../graph/operators.js';
import { nodesInOrder } from '../graph/order.js';
import { rebuild } from '../graph/rebuild.js';
import { agrees, numbers } from '../testing/agree.js';
import { trace } from '../trace/trace.js';
import { type Rewrites, rewrite, rewrites } from './rewrite.js';
import type { HoistedSlices } from './slice-hoisting.js';
import { reuseSlices } from './slice-reuse.js';

const w = (shape: number[], seed = 0) =>
  ops.weight(
    numbers(
      shape.reduce((a, b) => a * b, 1),
      seed,
    ),
    shape,
  );
const [query, key, inner, outer, gamma, beta, kernel] = [
  w([8, 6]),
  w([8, 6], 1),
  w([16, 6], 2),
  w([6, 16], 3),
  w([6], 4),
  w([6], 5),
  w([6, 1, 10], 6),
];

/** A small block of a transformer. */
function block(x: tf.Tensor): tf.Tensor3D {
  const shares = tf.softmax(tf.matMul(ops.linear(x, query), ops.linear(x, key), false, true));
  const middle = ops.layerNorm(tf.add(x, tf.matMul(shares, x)), gamma, beta, 1e-5);
  const ffn = ops.linear(ops.gelu(ops.linear(middle, inner)), outer);
  return ops.layerNorm(tf.add(middle, ffn), gamma, beta, 1e-5) as tf.Tensor3D;
}
const row = (x: tf.Tensor) => tf.slice(block(x), [0, 4, 2], [x.shape[0]!, 1, 1]);
const folded = (x: tf.Tensor) =>
  ops.gelu(ops.instanceNorm(ops.conv1d(tf.expandDims(x, 2), kernel, { stride: 5 }), gamma, beta, 1e-5));

const none: Rewrites = () => ({});

function nodesOf(fn: (x: tf.Tensor) => tf.Tensor, shape: number[], tables: Rewrites) {
  ops.installOps();
  const { values, gradients } = trace(({ x }) => fn(x!), { x: { shape } }, ['x']);
  return nodesInOrder(rewrite([values.value!, gradients.x!], tables));
}

describe('rewrites keep the meaning', () => {
  test.each([
    ['one row of a block', row, [1, 11, 6]],
    ['one row of a batch', row, [3, 11, 6]],
    ['a few rows', (x: tf.Tensor) => tf.slice(block(x), [0, 2, 0], [1, 4, 6]), [1, 11, 6]],
    ['most rows', (x: tf.Tensor) => tf.slice(block(x), [0, 1, 0], [1, 9, 6]), [1, 11, 6]],
    ['a row of the second block', (x: tf.Tensor) => row(block(x)), [1, 11, 6]],
    ['a row of the third block of a batch', (x: tf.Tensor) => row(block(block(x))), [2, 11, 6]],
    ['two different rows', (x: tf.Tensor) => tf.add(row(x), tf.slice(block(x), [0, 7, 2], [1, 1, 1])), [1, 11, 6]],
    ['the folded norm', folded, [1, 57]],
    ['the folded norm of a batch', folded, [3, 58]],
    ['the folded norm on silence', (x: tf.Tensor) => folded(tf.mul(x, 0)), [1, 57]],
  ] as const)('%s', async (_, fn, shape) => {
    const { gradients } = await agrees((x) => fn(x!), [shape]);
    expect(gradients.x0!.every(Number.isFinite)).toBe(true);
  });
});

test('rows that nobody reads are not computed', () => {
  const rowsOf = (tables: Rewrites, op: Op) =>
    nodesOf(row, [1, 11, 6], tables)
      .filter((node) => node.op === op)
      .map(({ inputs }) => inputs[0]!.shape[1]);
  expect(rowsOf(none, 'GeluGradient')).toEqual([11]);
  expect(rowsOf(rewrites, 'GeluGradient')).toEqual([1]);
  expect(rowsOf(rewrites, 'Gelu')).toEqual([1]);
  expect(rowsOf(rewrites, 'LayerNormGradient')).toEqual([1, 1]);
  expect(rowsOf(rewrites, 'Softmax')).toEqual([1]);
});

test('a slice is hoisted through whatever goes number by number', async () => {
  const functions = [
    ...[tf.sin, tf.cos, tf.sinh, tf.cosh, tf.asinh, tf.atan, tf.elu, tf.selu, tf.softplus, tf.sign, tf.exp, tf.neg],
    ...[tf.sigmoid, tf.tanh, tf.relu, tf.erf, tf.abs, tf.floor, tf.ceil, tf.round, tf.leakyRelu, tf.square],
  ] as ((x: tf.Tensor) => tf.Tensor)[];
  const sliced = (x: tf.Tensor) => tf.addN(functions.map((f) => tf.slice(f(x), [0, 2], [3, 2])));
  await agrees((x) => sliced(x!), [[3, 9]], { positive: true });
  const { values } = trace(({ x }) => sliced(x!), { x: { shape: [3, 9] } }, []);
  const shapes = nodesInOrder(rewrite([values.value!])).map(({ outputs }) => String(outputs[0]?.shape));
  expect(new Set(shapes)).toEqual(new Set(['3,2']));
});

test('a row of a stack of blocks is read where all rows are computed, and computed alone in the last block only', () => {
  ops.installOps();
  const stack = ({ x }: tf.NamedTensorMap) => row(block(block(x!)));
  const { values, gradients } = trace(stack, { x: { shape: [1, 11, 6] } }, ['x']);
  const hoisted: HoistedSlices = new Map();
  const rules = merged(Object.values(rewrites(hoisted)));
  const rewritten = rebuild([values.value!, gradients.x!], createBuilder(rules));
  const rowsOf = (outputs: readonly Value[]) =>
    nodesInOrder(outputs)
      .filter(({ op }) => op === 'Gelu')
      .map(({ inputs }) => inputs[0]!.shape[1]!)
      .sort((a, b) => b - a);
  expect(rowsOf(rewritten)).toEqual([11, 11, 1, 1, 1]);
  expect(rowsOf(reuseSlices(rewritten, hoisted))).toEqual([11, 11, 1]);
});

test('the first norm and its convolution are gone', () => {
  const opsOf = (tables: Rewrites) => new Set(nodesOf(folded, [1, 57], tables).map(({ op }) => op));
  for (const op of ['Conv1d', 'InstanceNorm', 'Conv1dGradient', 'InstanceNormGradient'] as const) {
    expect(opsOf(none).has(op)).toBe(true);
    expect(opsOf(rewrites).has(op)).toBe(false);
  }
});
