import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { modelOf, type OperatorCase, some } from '../testing/operator-case.js';
import { functionOf } from '../testing/run-operator.js';
import type { WrittenTensor } from '../testing/write-model.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const whole = (shape: number[], data: number[]): WrittenTensor => ({ type: 'int64', shape, data });
const writing = (
  op: string,
  shape: number[],
  { places, updates, ...attributes }: { places: WrittenTensor; updates: number[]; axis?: number; reduction?: string },
): OperatorCase => ({
  name: op,
  op,
  shape,
  opset: 18,
  attributes,
  rest: ['places', 'updates'],
  constants: { places, updates: some(updates) },
});

describe('what does not fit is refused in one sentence', () => {
  test.each<[string, OperatorCase, RegExp]>([
    [
      'more elements off the axis than there are',
      writing('ScatterElements', [2, 3], { places: whole([1, 4], [0, 0, 0, 0]), updates: [1, 4] }),
      /^ScatterElements ".*" writes elements of \[2,3\] at indices of shape \[1,4\]; .* off the axis 0$/,
    ],
    [
      'indices of other axes',
      writing('ScatterElements', [2, 3], { places: whole([2], [0, 0]), updates: [2] }),
      /^ScatterElements ".*" writes elements of \[2,3\] at indices of shape \[2\]; /,
    ],
    [
      'an element behind the end',
      writing('ScatterElements', [2, 3], { places: whole([1, 1], [2]), updates: [1, 1] }),
      /^ScatterElements ".*" writes at the index 2 of an axis of 2$/,
    ],
    [
      'updates of another shape than the indices',
      writing('ScatterElements', [2, 3], { places: whole([1, 2], [0, 1]), updates: [2, 1] }),
      /^ScatterElements ".*" writes numbers of shape \[2,1\] at places of shape \[1,2\]$/,
    ],
    [
      'slices of another shape',
      writing('ScatterND', [4, 3], { places: whole([3, 1], [0, 1, 2]), updates: [9] }),
      /^ScatterND ".*" writes numbers of shape \[9\] at places of shape \[3,3\]$/,
    ],
    [
      'a slice behind the end',
      writing('ScatterND', [4, 3], { places: whole([1, 1], [4]), updates: [1, 3] }),
      /^ScatterND ".*" writes at the index 4 of an axis of 4$/,
    ],
    [
      'slices at no indices',
      writing('ScatterND', [4, 3], { places: whole([], [0]), updates: [3] }),
      /^ScatterND ".*" has indices of 0 axes for a value of 2$/,
    ],
  ])('%s', (_, one, message) => {
    const run = () => tf.tidy(() => functionOf(modelOf(one))(tf.zeros([...one.shape])));
    expect(run).toThrow(InputError);
    expect(run).toThrow(message);
  });
});

test.each([
  ['ScatterElements', [6]],
  ['ScatterND', [6, 1]],
] as const)('%s adds many numbers at one place, beside infinite ones', (op, last) => {
  const count = 20_000;
  const places = whole([count, ...last.slice(1)], new Array<number>(count).fill(2));
  const one = writing(op, [50], { places, updates: [count], reduction: 'add' });
  const updates = one.constants!.updates!.data;
  const f = functionOf(modelOf(one));
  tf.tidy(() => {
    const x = tf.concat([tf.fill([2], Number.NEGATIVE_INFINITY), tf.ones([48])]);
    const answer = f(x).dataSync();
    const sum = Array.from(updates).reduce((total, number) => total + number, 1);
    expect([...answer.slice(0, 2), ...answer.slice(3, 5)]).toEqual([-Infinity, -Infinity, 1, 1]);
    expect(Math.abs(answer[2]! - sum)).toBeLessThan(1e-2);
    expect(tf.min(tf.grad(f)(x)).dataSync()[0]).toBe(1);
  });
});
