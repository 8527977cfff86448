import { BACKENDS, useBackend } from '@audiate/checkpoints/internal/testing/backends';
import { relativeError } from '@audiate/checkpoints/internal/testing/compare';
import { agrees } from '@audiate/compile/internal/testing/agree';
import { installOps } from '@audiate/ops';
import { checkGradient } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import * as ort from 'onnxruntime-node';
import { beforeAll, describe, expect, test } from 'vitest';
import { modelOf, numbers, type OperatorCase } from '../testing/operator-case.js';
import { OPERATOR_CASES } from '../testing/operator-cases.js';
import { functionOf } from '../testing/run-operator.js';

const inputOf = ({ shape, positive }: OperatorCase) => {
  const data = numbers(shape, 7);
  return positive ? data.map((number) => 0.2 + Math.abs(number)) : data;
};

async function byOnnxRuntime(one: OperatorCase): Promise<{ data: Float32Array; dims: readonly number[] }> {
  const session = await ort.InferenceSession.create(modelOf(one), { intraOpNumThreads: 1, logSeverityLevel: 3 });
  const { y } = await session.run({ x: new ort.Tensor('float32', inputOf(one), [...one.shape]) });
  await session.release();
  return { data: y!.data as Float32Array, dims: y!.dims };
}

for (const backend of BACKENDS) {
  describe(`every operator on ${backend}`, () => {
    beforeAll(async () => {
      await useBackend(backend);
      installOps();
    });

    test.each(OPERATOR_CASES.map((one) => [one.name, one] as const))(
      '%s: onnxruntime, finite differences',
      async (_, one) => {
        const f = functionOf(modelOf(one));
        const expected = await byOnnxRuntime(one);
        tf.tidy(() => {
          const x = tf.tensor(inputOf(one), [...one.shape]);
          const answer = f(x);
          expect(answer.shape).toEqual(expected.dims);
          const ours = answer.dataSync() as Float32Array;
          if (expected.data.every((number) => number === 0)) expect(ours.every((number) => number === 0)).toBe(true);
          else expect(relativeError(ours, expected.data)).toBeLessThan(2e-5);
          if (!one.flat) checkGradient(f, x, { step: 2e-3 });
        });
      },
    );
  });
}

describe('every operator, compiled', () => {
  beforeAll(() => useBackend('cpu'));
  test.each(OPERATOR_CASES.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    const f = functionOf(modelOf(one));
    await agrees((x) => f(x!), [one.shape], { differentiable: !one.flat, positive: one.positive ?? false });
  });
});
