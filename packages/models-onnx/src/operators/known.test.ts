import { relativeError } from '@audiate/checkpoints/internal/testing/compare';
import * as tf from '@tensorflow/tfjs';
import * as ort from 'onnxruntime-node';
import { beforeAll, describe, expect, test } from 'vitest';
import { list, modelOf, numbers, type OperatorCase } from '../testing/operator-case.js';
import { OPERATOR_CASES } from '../testing/operator-cases.js';
import { functionOf } from '../testing/run-operator.js';
import type { WrittenTensor } from '../testing/write-model.js';
import { operators } from './registry.js';

/** What exporters write to work out shapes, of constants alone. */
const WHOLE: readonly OperatorCase[] = [
  ...['Add', 'Sub', 'Mul', 'Div', 'Mod', 'Max', 'Min', 'Equal', 'Less', 'Greater'].map((op) => ({
    name: `${op} of whole numbers`,
    op,
    shape: [],
    inputs: ['a', 'b'],
    constants: { a: list(7, -7, 12, 5), b: list(3, 3, -5, 5) },
  })),
  ...['And', 'Or', 'Xor'].map((op) => ({
    name: op,
    op,
    shape: [],
    inputs: ['a', 'b'],
    constants: { a: bools(1, 1, 0, 0), b: bools(1, 0, 1, 0) },
  })),
  { name: 'Not', op: 'Not', shape: [], inputs: ['a'], constants: { a: bools(1, 0) } },
  { name: 'Shape', op: 'Shape', shape: [2, 3, 4] },
  { name: 'Shape of some axes', op: 'Shape', shape: [2, 3, 4], attributes: { start: 1, end: -1 } },
  { name: 'Size', op: 'Size', shape: [2, 3, 4] },
  { name: 'Range', op: 'Range', shape: [], inputs: ['a', 'b', 'c'], constants: { a: one(9), b: one(-2), c: one(-3) } },
  { name: 'Constant', op: 'Constant', shape: [], inputs: [], attributes: { value_ints: [4, 5] } },
  { name: 'Constant tensor', op: 'Constant', shape: [], inputs: [], attributes: { value: { tensor: list(8, 9) } } },
  {
    name: 'ConstantOfShape',
    op: 'ConstantOfShape',
    shape: [],
    inputs: ['a'],
    attributes: { value: { tensor: { shape: [1], data: [2.5] } } },
    constants: { a: list(2, 3) },
  },
  {
    name: 'GatherElements',
    op: 'GatherElements',
    shape: [3, 4],
    attributes: { axis: 1 },
    rest: ['a'],
    constants: { a: { type: 'int64', shape: [3, 2], data: [0, -1, 2, 2, 1, 0] } },
  },
  { name: 'Cast to whole numbers', op: 'Cast', shape: [9], attributes: { to: 7 } },
  { name: 'Cast to bools', op: 'Cast', shape: [9], attributes: { to: 9 } },
  { name: 'CastLike', op: 'CastLike', shape: [9], rest: ['a'], constants: { a: one(1) } },
  {
    name: 'DequantizeLinear',
    op: 'DequantizeLinear',
    shape: [],
    inputs: ['a', 'b', 'c'],
    attributes: { axis: 0 },
    constants: {
      a: { type: 'int8', shape: [2, 3], data: [-128, 0, 127, 5, -6, 7] },
      b: { shape: [2], data: [0.5, 0.25] },
      c: { type: 'int8', shape: [2], data: [3, -4] },
    },
  },
];

function bools(...data: number[]): WrittenTensor {
  return { type: 'bool', shape: [data.length], data };
}

function one(number: number): WrittenTensor {
  return { type: 'int64', shape: [], data: [number] };
}

const CASES = [...WHOLE, ...OPERATOR_CASES.filter(({ op }) => op !== 'IsInf')];

describe('an operator of constants is computed once, as onnxruntime does', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  test.each(CASES.map((case_) => [case_.name, case_] as const))('%s', async (_, own) => {
    const data = numbers(own.shape, 7);
    const x = { shape: own.shape, data: own.positive ? data.map((number) => 0.2 + Math.abs(number)) : data };
    const bytes = modelOf(own, x);
    const session = await ort.InferenceSession.create(bytes, { intraOpNumThreads: 1, logSeverityLevel: 3 });
    const { y } = await session.run({ unread: new ort.Tensor('float32', [0], [1]) });
    await session.release();
    tf.tidy(() => {
      const answer = functionOf(bytes)(tf.zeros([1]));
      expect(answer.shape).toEqual(y!.dims);
      const [ours, theirs] = [answer.dataSync() as Float32Array, y!.data as Float32Array];
      if (theirs.every((number) => number === 0)) expect([...ours].map(Math.abs)).toEqual([...theirs].map(Math.abs));
      else expect(relativeError(ours, theirs)).toBeLessThan(2e-5);
    });
  });
});

test('every operator of the table stands in a case', () => {
  const tried = new Set([...WHOLE, ...OPERATOR_CASES].map(({ op }) => op));
  expect(Object.keys(operators).filter((op) => !tried.has(op))).toEqual([]);
});
