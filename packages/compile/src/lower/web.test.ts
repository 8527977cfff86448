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

  test('sign', async () => {
    const { operators, numbers } = await answer(
      ({ a, b }) => tf.add(tf.sign(a!), tf.mul(b!, 0)),
      tf.tensor1d([-3, 0, 0.5, 2]),
      tf.tensor2d([0.5, 0], [2, 1]),
    );
    expect(numbers).toEqual([-1, 0, 1, 1, -1, 0, 1, 1]);
    expect(operators.filter((op) => !webgpuOperators.includes(op))).toEqual([]);
  });
});
