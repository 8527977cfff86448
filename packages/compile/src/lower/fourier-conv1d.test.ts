import * as ops from '@audiate/ops';
import type * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { nodesInOrder } from '../graph/order.js';
import { agrees, numbers } from '../testing/agree.js';
import { trace } from '../trace/trace.js';
import { lower } from './lower.js';

interface Options {
  readonly outputs?: number;
  readonly taps?: number;
  readonly padding?: readonly [number, number];
}

const convolution = ({ outputs = 96, taps = 64, padding = [32, 31] }: Options) => {
  const [channels, groups] = [96, 2];
  const within = channels / groups;
  const kernel = ops.weight(
    numbers(outputs * within * taps, 5).map((value) => value / Math.sqrt(within * taps)),
    [outputs, within, taps],
  );
  const bias = ops.weight(numbers(outputs, 6), [outputs]);
  return (x: tf.Tensor) => ops.groupedConv1d(x as tf.Tensor3D, kernel, { groups, padding, bias });
};

test.each<[string, Options, number[]]>([
  ['as many frames as taps', {}, [1, 64, 96]],
  ['fewer frames than taps', {}, [2, 11, 96]],
  ['one frame', {}, [1, 1, 96]],
  ['more frames than taps', {}, [3, 83, 96]],
  ['more outputs than inputs', { outputs: 128 }, [1, 33, 96]],
  ['fewer outputs than inputs', { outputs: 32 }, [2, 54, 96]],
  ['an odd number of taps', { taps: 65, padding: [32, 32] }, [1, 37, 96]],
  ['no padding', { padding: [0, 0] }, [1, 150, 96]],
  ['padding on one side', { padding: [63, 0] }, [1, 50, 96]],
  ['padding beyond the taps', { padding: [70, 66] }, [1, 19, 96]],
])('a long convolution by Fourier, forward and backward: %s', async (_, options, shape) => {
  const fn = convolution(options);
  ops.installOps();
  const { values, gradients } = trace(({ x }) => fn(x!), { x: { shape } }, ['x']);
  const used = nodesInOrder(lower([values.value!, gradients.x!])).map(({ op }) => op);
  expect(used).not.toContain('Conv');
  await agrees((x) => fn(x!), [shape]);
});

test('few taps stay a convolution', () => {
  const fn = convolution({ taps: 3, padding: [1, 1] });
  const { values } = trace(({ x }) => fn(x!), { x: { shape: [1, 500, 96] } }, []);
  expect(nodesInOrder(lower([values.value!])).map(({ op }) => op)).toContain('Conv');
});
