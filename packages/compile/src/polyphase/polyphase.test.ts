import * as ops from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile.js';
import type { Value } from '../graph/graph.js';
import { nodesInOrder } from '../graph/order.js';
import { rewrite } from '../rewrite/rewrite.js';
import { agrees, numbers } from '../testing/agree.js';
import { trace } from '../trace/trace.js';
import { componentCount } from './components.js';
import { polyphase } from './polyphase.js';

const weight = (shape: number[], seed: number) => {
  const [first = 1, ...rest] = shape;
  const inner = rest.reduce((product, extent) => product * extent, 1);
  return ops.weight(
    numbers(first * inner, seed).map((value) => (2 * value) / Math.sqrt(inner)),
    shape,
  );
};
const kernel = (outputs: number, inputs: number, taps: number, seed = 0) => weight([outputs, inputs, taps], seed);
const [gamma, beta] = [weight([64], 7), weight([64], 8)];

const conv = (x: tf.Tensor, k: ops.Weight, stride = 2, bias?: ops.Weight) =>
  ops.conv1d(x as tf.Tensor3D, k, { stride, bias });

/** A tower of convolutions as wav2vec2-base has it, narrow. */
function tower(audio: tf.Tensor): tf.Tensor3D {
  let x = ops.gelu(ops.instanceNorm(conv(tf.expandDims(audio, 2), kernel(64, 1, 10), 5), gamma, beta, 1e-5));
  for (const [i, taps] of [3, 3, 3, 2].entries()) x = ops.gelu(conv(x, kernel(64, 64, taps, i + 1)));
  return x;
}

/** As wav2vec2-large has it: a layer norm and a bias in every one. */
function normedTower(audio: tf.Tensor): tf.Tensor3D {
  let x: tf.Tensor3D = tf.expandDims(audio, 2);
  for (const [i, [taps, stride]] of (
    [
      [10, 5],
      [3, 2],
      [3, 2],
    ] as const
  ).entries()) {
    const convolved = conv(x, kernel(64, i === 0 ? 1 : 64, taps, i + 20), stride, weight([64], i + 30));
    x = ops.gelu(ops.layerNorm(convolved, gamma, beta, 1e-5));
  }
  return x;
}

type Pass = (outputs: readonly Value[]) => Value[];

const opsOf = (fn: (x: tf.Tensor) => tf.Tensor, shape: number[], passes: readonly Pass[]): string[] => {
  ops.installOps();
  const { values, gradients } = trace(({ x }) => fn(x!), { x: { shape } }, ['x']);
  const outputs = passes.reduce((given, pass) => pass(given), [values.value!, gradients.x!]);
  return nodesInOrder(outputs).map(({ op }) => op);
};

describe('polyphase components keep the meaning', () => {
  test.each([
    ['two', 2 * 2400 + 1],
    ['three outputs at once, and two and three', 2 * 4400 + 1],
    ['a frame that no window reaches', 2 * 8700 + 2],
  ])('one convolution by components: %s', async (_, frames) => {
    const one = kernel(96, 8, 3);
    expect(componentCount([1, (frames - 1) >> 1, 96])).toBeGreaterThan(1);
    await agrees((x) => conv(x!, one), [[1, frames, 8]]);
  });

  test.each([
    ['of base', tower, [1, 42_007]],
    ['of base, a batch', tower, [3, 17_011]],
    ['of large', normedTower, [1, 34_000]],
    ['of large, a batch', normedTower, [2, 19_003]],
    ['of base, one frame read', (x: tf.Tensor) => tf.slice(tower(x), [0, 40, 3], [1, 1, 1]), [1, 42_007]],
    ['of base, on silence', (x: tf.Tensor) => tower(tf.mul(x, 0)), [1, 28_000]],
  ] as const)('a tower %s', async (_, fn, shape) => {
    const { gradients } = await agrees((x) => fn(x!), [shape]);
    expect(gradients.x0!.every(Number.isFinite)).toBe(true);
  });

  test('what goes number by number, beside a signal that is whole', async () => {
    const one = kernel(96, 8, 3);
    await agrees(
      (x, y) => tf.mul(tf.add(conv(x!, one), y!), tf.add(tf.tanh(conv(x!, one)), tf.mul(beside, 0.5))),
      [
        [1, 8801, 8],
        [1, 4400, 96],
      ],
    );
  });

  test.each([1, 2])('a row for each frame beside it, the same for all of %i items', async (batch) => {
    const one = kernel(96, 8, 3);
    const positions = weight([4400, 96], 5);
    await agrees((x) => tf.tanh(tf.add(conv(x!, one), positions.tensor())), [[batch, 8801, 8]]);
  });
});

const beside = tf.tensor3d(numbers(96, 3), [1, 1, 96]);

test('convolutions of large signals are products, and shared ones at that', () => {
  const plain = opsOf(tower, [1, 42_007], [rewrite]);
  const decomposed = opsOf(tower, [1, 42_007], [rewrite, polyphase]);
  const convolutions = (list: readonly string[]) => list.filter((op) => op.startsWith('Conv1d')).length;
  expect(convolutions(plain)).toBe(8);
  expect(convolutions(decomposed)).toBe(4); // the last two, which are small
  const [outputs, frames] = [96, 8 * 1500];
  const products = opsOf((x) => conv(x, kernel(outputs, 8, 3)), [1, 2 * frames + 1, 8], [polyphase]).filter(
    (op) => op === 'Gemm' || op === 'MatMul',
  );
  const count = componentCount([1, frames, outputs]);
  expect(count).toBe(8);
  // Forward 3 · 8 products become 19 (two of three outputs, one of two), and backward 3 · 8 alike.
  expect(products).toHaveLength(38);
});

test('a product of few long rows is left whole', async () => {
  const [rows, inner, columns] = [34, 8, 260_000];
  const program = await compile(({ a, b }) => tf.matMul(a as tf.Tensor3D, b as tf.Tensor3D), {
    inputs: { a: [1, rows, inner], b: [1, inner, columns] },
    threads: 1,
  });
  const { values } = await program.run({
    a: new Float32Array(rows * inner).fill(1),
    b: new Float32Array(inner * columns).fill(0.5),
  });
  program.dispose();
  expect([values.value!.length, values.value![0], values.value!.at(-1)]).toEqual([rows * columns, 4, 4]);
});
