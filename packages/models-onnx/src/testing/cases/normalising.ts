import { list, type OperatorCase, some } from '../operator-case.js';

const frames = [2, 3, 13];

const image = [1, 2, 7, 6];

const einsums: OperatorCase[] = [
  ['bct,cd->btd', frames, [3, 4]],
  ['bct,bct->bc', frames, frames],
  ['hqd,hkd->hqk', frames, [2, 5, 13]],
  ['bct,t', frames, [13]],
  ['bct->cb', frames, undefined],
].map(([equation, shape, other]) => ({
  name: `Einsum ${equation}`,
  op: 'Einsum',
  shape: shape as number[],
  attributes: { equation: equation as string },
  ...(other ? { rest: ['a'], constants: { a: some(other as number[]) } } : {}),
}));

const products: OperatorCase[] = [
  { name: 'MatMul', op: 'MatMul', shape: frames, rest: ['a'], constants: { a: some([13, 4]) } },
  { name: 'MatMul from the left', op: 'MatMul', shape: frames, inputs: ['a', 'x'], constants: { a: some([5, 3]) } },
  { name: 'MatMul of batches', op: 'MatMul', shape: frames, rest: ['a'], constants: { a: some([2, 13, 4]) } },
  {
    name: 'MatMul of fitted batches',
    op: 'MatMul',
    shape: [2, 3, 4, 5],
    rest: ['a'],
    constants: { a: some([1, 3, 5, 2]) },
  },
  { name: 'MatMul by a list', op: 'MatMul', shape: frames, rest: ['a'], constants: { a: some([13]) } },
  { name: 'Gemm', op: 'Gemm', shape: [3, 4], rest: ['a', 'b'], constants: { a: some([4, 2]), b: some([2]) } },
  {
    name: 'Gemm, turned and scaled',
    op: 'Gemm',
    shape: [4, 3],
    attributes: { transA: 1, transB: 1, alpha: { float: 0.5 }, beta: { float: 2 } },
    rest: ['a', 'b'],
    constants: { a: some([2, 4]), b: some([3, 2]) },
  },
];

const norms: OperatorCase[] = [
  {
    name: 'LayerNormalization',
    op: 'LayerNormalization',
    shape: frames,
    rest: ['a', 'b'],
    constants: { a: some([13]), b: some([13], 2) },
  },
  {
    name: 'LayerNormalization of two axes',
    op: 'LayerNormalization',
    shape: frames,
    attributes: { axis: 1 },
    rest: ['a'],
    constants: { a: some([3, 13]) },
  },
  {
    name: 'InstanceNormalization',
    op: 'InstanceNormalization',
    shape: frames,
    rest: ['a', 'b'],
    constants: { a: some([3]), b: some([3], 2) },
  },
  {
    name: 'InstanceNormalization of an image',
    op: 'InstanceNormalization',
    shape: image,
    rest: ['a', 'b'],
    constants: { a: some([2]), b: some([2], 2) },
  },
  {
    name: 'GroupNormalization',
    op: 'GroupNormalization',
    shape: [2, 4, 5],
    opset: 21,
    attributes: { num_groups: 2 },
    rest: ['a', 'b'],
    constants: { a: some([4]), b: some([4], 2) },
  },
  {
    name: 'BatchNormalization',
    op: 'BatchNormalization',
    shape: frames,
    rest: ['a', 'b', 'c', 'd'],
    constants: { a: some([3]), b: some([3], 2), c: some([3], 3), d: { shape: [3], data: [0.5, 1, 2] } },
  },
  {
    name: 'RMSNormalization',
    op: 'RMSNormalization',
    shape: frames,
    opset: 23,
    rest: ['a'],
    constants: { a: some([13]) },
  },
  { name: 'LpNormalization', op: 'LpNormalization', shape: frames, attributes: { axis: 1 } },
];

const reductions: OperatorCase[] = [
  ...[
    'ReduceSum',
    'ReduceMean',
    'ReduceMax',
    'ReduceMin',
    'ReduceL1',
    'ReduceL2',
    'ReduceSumSquare',
    'ReduceLogSumExp',
  ].map((op) => ({
    name: op,
    op,
    shape: frames,
    opset: 18,
    rest: ['a'],
    attributes: { keepdims: 0 },
    constants: { a: list(-1) },
  })),
  { name: 'ReduceProd', op: 'ReduceProd', shape: [2, 3, 4], opset: 18, rest: ['a'], constants: { a: list(2) } },
  {
    name: 'ReduceLogSum',
    op: 'ReduceLogSum',
    shape: frames,
    positive: true,
    opset: 18,
    rest: ['a'],
    constants: { a: list(1) },
  },
  { name: 'ReduceMean of all', op: 'ReduceMean', shape: frames },
  { name: 'ReduceMean of version 13', op: 'ReduceMean', shape: frames, opset: 13, attributes: { axes: [0, 2] } },
  { name: 'Softmax', op: 'Softmax', shape: frames },
  { name: 'Softmax of an inner axis', op: 'Softmax', shape: frames, attributes: { axis: 1 } },
  { name: 'Softmax of version 11', op: 'Softmax', shape: frames, opset: 11, attributes: { axis: 1 } },
  { name: 'LogSoftmax', op: 'LogSoftmax', shape: frames },
  { name: 'ArgMax', op: 'ArgMax', shape: frames, flat: true, attributes: { axis: 1 } },
  { name: 'ArgMin', op: 'ArgMin', shape: frames, flat: true, attributes: { axis: 2, keepdims: 0 } },
];

/** Of operators that are normalising. */
export const normalising: readonly OperatorCase[] = [...einsums, ...products, ...norms, ...reductions];
