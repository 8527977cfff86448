import { installOps } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { nodesInOrder } from '../graph/order.js';
import { runPasses } from '../passes.js';
import { liftedOf, loadProgram } from '../session/program.js';
import { webgpuOperators } from '../testing/webgpu-operators.js';
import { type Compilable, trace } from '../trace/trace.js';

describe('in the operators that WebGPU has', () => {
  beforeAll(async () => {
    await tf.ready();
    installOps();
  });

  /** What a function of two tensors answers in WebGPU's operators, computed on the CPU. */
  async function answer(
    fn: Compilable,
    a: tf.Tensor,
    b: tf.Tensor,
  ): Promise<{ operators: string[]; numbers: number[] }> {
    const { values } = trace(fn, { a: { shape: a.shape }, b: { shape: b.shape } }, []);
    const outputs = runPasses(Object.values(values), ['webgpu', 'cpu']);
    const program = await loadProgram(outputs, { weights: 'initializer', threads: 1, onDemand: 0 });
    const fed = { a: a.dataSync() as Float32Array, b: b.dataSync() as Float32Array };
    const [numbers] = await program.run({ inputs: fed, lifted: liftedOf(outputs) }, true);
    await program.release();
    return { operators: nodesInOrder(outputs).map(({ op }) => op), numbers: [...numbers!].map(Number) };
  }

  test.each<[string, boolean, boolean]>([
    ['the first', true, false],
    ['the second', false, true],
    ['both', true, true],
  ])('products of batches, %s transposed', async (_, swapA, swapB) => {
    // [[1, 2], [3, 4], [5, 6]] · [[1, 2, 3], [4, 5, 6]], and the same of the tens.
    const a = tf.tensor3d([1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60], [2, 3, 2]);
    const b = tf.tensor3d([1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6], [2, 2, 3]);
    const transposed = (x: tf.Tensor, swap: boolean) => (swap ? tf.transpose(x, [0, 2, 1]) : x);
    const { operators, numbers } = await answer(
      ({ a, b }) => tf.matMul(a!, b!, swapA, swapB),
      transposed(a, swapA),
      transposed(b, swapB),
    );
    const once = [9, 12, 15, 19, 26, 33, 29, 40, 51];
    expect(numbers).toEqual([...once, ...once.map((x) => 10 * x)]);
    expect(operators.filter((op) => !webgpuOperators.includes(op))).toEqual([]);
    expect(operators).toContain('Transpose');
  });

  const wide: [string, Compilable, number[]][] = [
    ['maximum', ({ a, b }) => tf.maximum(a!, b!), [0.5, 0.5, 0.5, 2, 0, 0, 0.5, 2]],
    ['minimum', ({ a, b }) => tf.minimum(a!, b!), [-3, 0, 0.5, 0.5, -3, 0, 0, 0]],
    ['sign', ({ a, b }) => tf.add(tf.sign(a!), tf.mul(b!, 0)), [-1, 0, 1, 1, -1, 0, 1, 1]],
  ];
  const single: [string, (x: tf.Tensor) => tf.Tensor, number[], number[]][] = [
    [
      'round, halves to the even',
      tf.round,
      [-2.5, -1.5, -0.4, 0.5, 1.5, 2.5, 0.49999997, 7],
      [-2, -2, 0, 0, 2, 2, 0, 7],
    ],
    ['isNaN', (x) => tf.isNaN(tf.log(x)), [-1, 0, 1], [1, 0, 0]],
    ['isInf', (x) => tf.isInf(tf.div(1, x)), [-1, 0, 1], [0, 1, 0]],
    ['step', (x) => tf.step(x, 0.25), [-2, 0, 3], [0.25, 0.25, 1]],
    ['logicalAnd', (x) => tf.logicalAnd(tf.greater(x, 0), tf.less(x, 2)), [-1, 1, 3], [0, 1, 0]],
    ['logicalOr', (x) => tf.logicalOr(tf.less(x, 0), tf.greater(x, 2)), [-1, 1, 3], [1, 0, 1]],
    ['notEqual of questions', (x) => tf.notEqual(tf.less(x, 2), tf.less(x, 0)), [-1, 1, 3], [0, 1, 0]],
    ['selu', tf.selu, [-1e30, 0, 2, 100], [-1.7580993408473766, 0, 2.101401974711097, 105.07009]],
  ];
  test.each(single)('%s', async (_, fn, given, expected) => {
    const x = tf.tensor1d(given);
    const { operators, numbers } = await answer(({ a }) => tf.cast(fn(a!), 'float32'), x, x);
    for (const [i, number] of expected.entries()) expect(numbers[i]).toBeCloseTo(number, 4);
    expect(operators.filter((op) => !webgpuOperators.includes(op))).toEqual([]);
  });

  test('where slices and zeros begin is fed: nothing computes with whole numbers of 64 bits', async () => {
    const a = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
    const { operators, numbers } = await answer(
      ({ a }) =>
        tf.pad(tf.slice(a as tf.Tensor2D, [1, 0], [1, 2]), [
          [2, 1],
          [0, 0],
        ]),
      a,
      a,
    );
    expect(numbers).toEqual([0, 0, 0, 0, 3, 4, 0, 0]);
    expect(operators.sort()).toEqual(['Pad', 'Slice']);
  });

  test.each(wide)('%s, broadcast', async (_, fn, expected) => {
    const { operators, numbers } = await answer(fn, tf.tensor1d([-3, 0, 0.5, 2]), tf.tensor2d([0.5, 0], [2, 1]));
    expect(numbers).toEqual(expected);
    expect(operators.filter((op) => !webgpuOperators.includes(op))).toEqual([]);
  });
});
