import { numbers, type OperatorCase, some } from '../operator-case.js';

const vector = [11];

const frames = [2, 3, 13];

/** Operators without settings, on numbers of both signs. */
const plain: OperatorCase[] = [
  ...[
    'Abs',
    'Atan',
    'Asinh',
    'Cos',
    'Erf',
    'Exp',
    'HardSwish',
    'Mish',
    'Neg',
    'Relu',
    'Sigmoid',
    'Sin',
    'Sinh',
    'Cosh',
  ],
  ...['Softplus', 'Softsign', 'Tanh', 'Identity', 'Dropout'],
].map((op) => ({ name: op, op, shape: vector, opset: 18 }));

const positive: OperatorCase[] = ['Log', 'Sqrt', 'Reciprocal', 'Tan'].map((op) => ({
  name: `${op} of positive numbers`,
  op,
  shape: vector,
  positive: true,
}));

const small: OperatorCase[] = ['Acos', 'Asin', 'Atanh'].map((op) => ({
  name: `${op} of small numbers`,
  op,
  shape: vector,
  inputs: ['small'],
  before: { op: 'Mul', inputs: ['x', 'tenth'], outputs: ['small'] },
  constants: { tenth: { shape: [], data: [0.1] } },
}));

const steps: OperatorCase[] = ['Ceil', 'Floor', 'Round', 'Sign', 'IsNaN'].map((op) => ({
  name: op,
  op,
  shape: vector,
  flat: true,
}));

const set: OperatorCase[] = [
  { name: 'Celu', op: 'Celu', shape: vector, attributes: { alpha: { float: 1.5 } } },
  { name: 'Elu', op: 'Elu', shape: vector, attributes: { alpha: { float: 0.5 } } },
  { name: 'Gelu', op: 'Gelu', shape: vector, opset: 20 },
  { name: 'Gelu by tanh', op: 'Gelu', shape: vector, opset: 20, attributes: { approximate: 'tanh' } },
  {
    name: 'HardSigmoid',
    op: 'HardSigmoid',
    shape: vector,
    attributes: { alpha: { float: 0.3 }, beta: { float: 0.4 } },
  },
  { name: 'IsInf', op: 'IsInf', shape: vector, flat: true },
  { name: 'LeakyRelu', op: 'LeakyRelu', shape: vector, attributes: { alpha: { float: 0.2 } } },
  { name: 'Selu', op: 'Selu', shape: vector },
  { name: 'Swish', op: 'Swish', shape: vector, opset: 24, attributes: { alpha: { float: 1.5 } } },
  { name: 'ThresholdedRelu', op: 'ThresholdedRelu', shape: vector, attributes: { alpha: { float: 0.3 } } },
  {
    name: 'Clip',
    op: 'Clip',
    shape: vector,
    rest: ['a', 'b'],
    constants: { a: { shape: [], data: [-0.5] }, b: { shape: [], data: [0.7] } },
  },
  {
    name: 'Clip by what depends on the sound',
    op: 'Clip',
    shape: vector,
    rest: ['a'],
    before: { op: 'ReduceMean', inputs: ['x'], outputs: ['a'], attributes: { keepdims: 0 } },
  },
  {
    name: 'Max of what was repeated',
    op: 'Max',
    shape: frames,
    rest: ['a'],
    before: { op: 'ReduceMean', inputs: ['x'], outputs: ['a'], attributes: { axes: [1] } },
  },
  { name: 'Clip below', op: 'Clip', shape: vector, rest: ['a'], constants: { a: { shape: [], data: [-0.5] } } },
];

const binary: OperatorCase[] = [
  ...['Add', 'Sub', 'Mul', 'Div', 'Max', 'Min', 'Mean', 'Sum', 'PRelu'].map((op) => ({
    name: `${op}, repeated`,
    op,
    shape: frames,
    rest: ['a'],
    constants: { a: some([3, 1]) },
  })),
  ...['Sub', 'Div'].map((op) => ({
    name: `${op} from a constant`,
    op,
    shape: [4],
    inputs: ['a', 'x'],
    positive: true,
    constants: { a: some([2, 4]) },
  })),
  ...[2, 0.5, 1.7, 3, -1].map((exponent) => ({
    name: `Pow ${exponent}`,
    op: 'Pow',
    shape: vector,
    positive: true,
    rest: ['a'],
    constants: { a: { shape: [], data: [exponent] } },
  })),
  ...['Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual', 'Equal'].map((op) => ({
    name: op,
    op,
    shape: vector,
    flat: true,
    rest: ['a'],
    constants: { a: { shape: vector, data: numbers(vector, 7).map((number, i) => (i % 2 ? number : -number)) } },
  })),
  {
    name: 'Mod of fractions',
    op: 'Mod',
    shape: vector,
    flat: true,
    rest: ['a'],
    constants: { a: { shape: [1], data: [0.4] } },
    attributes: { fmod: 1 },
  },
  {
    name: 'Where',
    op: 'Where',
    shape: frames,
    inputs: ['a', 'x', 'b'],
    constants: { a: { type: 'bool', shape: [3, 1], data: [1, 0, 1] }, b: some([13]) },
  },
];

/** Of operators that are pointwise. */
export const pointwise: readonly OperatorCase[] = [
  ...plain,
  ...positive,
  ...small,
  ...steps,
  ...set,
  ...binary,
  {
    name: 'Acosh',
    op: 'Acosh',
    shape: vector,
    inputs: ['small'],
    before: { op: 'Exp', inputs: ['x'], outputs: ['small'] },
    positive: true,
  },
];
