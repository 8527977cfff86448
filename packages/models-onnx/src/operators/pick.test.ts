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
const picking = (op: string, shape: number[], places: WrittenTensor, attributes = {}): OperatorCase => ({
  name: op,
  op,
  shape,
  attributes,
  rest: ['places'],
  constants: { places },
});

describe('places that a value does not have are refused in one sentence', () => {
  const cases: [string, OperatorCase, RegExp][] = [
    [
      'an element behind the end',
      picking('GatherElements', [4], whole([2], [0, 9])),
      /^GatherElements ".*" takes the index 9 of an axis of 4$/,
    ],
    [
      'an element before the first',
      picking('GatherElements', [2, 4], whole([2, 1], [0, -5]), { axis: 1 }),
      /^GatherElements ".*" takes the index -5 of an axis of 4$/,
    ],
    [
      'elements of more rows than there are',
      picking('GatherElements', [2, 4], whole([3, 1], [0, 0, 0]), { axis: 1 }),
      /^GatherElements ".*" takes elements of \[2,4\] at indices of shape \[3,1\]; .* off the axis 1$/,
    ],
    [
      'elements at indices of other axes',
      picking('GatherElements', [2, 4], whole([1], [0])),
      /^GatherElements ".*" takes elements of \[2,4\] at indices of shape \[1\]; /,
    ],
    [
      'slices of more items than there are',
      picking('GatherND', [2, 3], whole([4, 1], [0, 1, 0, 1]), { batch_dims: 1 }),
      /^GatherND ".*" takes slices of \[2,3\] at indices of shape \[4,1\]; the first 1 extents must be equal$/,
    ],
    [
      'a slice behind the end',
      picking('GatherND', [2, 3], whole([1, 1], [2])),
      /^GatherND ".*" takes the index 2 of an axis of 2$/,
    ],
    ['slices at no indices', picking('GatherND', [2, 3], whole([], [0])), /^GatherND ".*" takes slices at /],
  ];

  test.each(cases)('%s', (_, one, message) => {
    const { shape } = one;
    const constant = some(shape);
    const felt = () => tf.tidy(() => functionOf(modelOf(one))(tf.zeros([...shape])));
    const known = () => functionOf(modelOf(one, constant));
    for (const run of [felt, known]) {
      expect(run).toThrow(InputError);
      expect(run).toThrow(message);
    }
  });
});

test('an element that the sound places behind the end is refused, not taken from the next row', () => {
  const one: OperatorCase = {
    name: 'GatherElements',
    op: 'GatherElements',
    shape: [2, 3],
    inputs: ['x', 'found'],
    attributes: { axis: 1 },
    before: { op: 'Cast', inputs: ['x'], outputs: ['found'], attributes: { to: 7 } },
  };
  const f = functionOf(modelOf(one));
  tf.tidy(() => {
    expect([
      ...f(
        tf.tensor2d([
          [0, 2, -1],
          [1, 1, -3],
        ]),
      ).dataSync(),
    ]).toEqual([0, -1, -1, 1, 1, 1]);
    expect(() =>
      f(
        tf.tensor2d([
          [0, 3, 0],
          [0, 0, 0],
        ]),
      ),
    ).toThrow(/^GatherElements ".*" cannot be computed of .* index/);
    expect(() =>
      f(
        tf.tensor2d([
          [0, 0, 0],
          [-4, 0, 0],
        ]),
      ),
    ).toThrow(/^GatherElements ".*" cannot be computed of .* index/);
  });
});

test('a table is looked up where the sound decides at which of its many rows', () => {
  const rows = 40_000;
  const one: OperatorCase = {
    name: 'Gather',
    op: 'Gather',
    shape: [8000],
    inputs: ['table', 'found'],
    before: { op: 'Cast', inputs: ['x'], outputs: ['found'], attributes: { to: 7 } },
    constants: { table: some([rows, 1]) },
  };
  tf.tidy(() => {
    const answer = functionOf(modelOf(one))(tf.range(0, 8000));
    expect([...answer.dataSync()]).toEqual([...some([rows, 1]).data.slice(0, 8000)]);
  });
  const grows = { ...one, inputs: ['x', 'found'], constants: {}, shape: [20_000] };
  expect(() => tf.tidy(() => functionOf(modelOf(grows))(tf.range(0, 20_000)))).toThrow(
    /^the gradient of Gather ".*" has the shape \[20000,20000\]; at most/,
  );
});
