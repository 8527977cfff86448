import { list, numbers, type OperatorCase, some } from './operator-case.js';

const vector = [11];
const frames = [2, 3, 13];
const image = [1, 2, 7, 6];

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

const layout: OperatorCase[] = [
  { name: 'Reshape', op: 'Reshape', shape: frames, rest: ['a'], constants: { a: list(0, -1) } },
  { name: 'Flatten', op: 'Flatten', shape: frames, attributes: { axis: 2 } },
  { name: 'Transpose', op: 'Transpose', shape: frames, attributes: { perm: [2, 0, 1] } },
  { name: 'Transpose, all turned', op: 'Transpose', shape: frames },
  { name: 'Squeeze', op: 'Squeeze', shape: [2, 1, 3, 1], rest: ['a'], constants: { a: list(-1) } },
  { name: 'Unsqueeze', op: 'Unsqueeze', shape: [2, 3], rest: ['a'], constants: { a: list(0, -1) } },
  { name: 'Unsqueeze of version 11', op: 'Unsqueeze', shape: [2, 3], opset: 11, attributes: { axes: [1] } },
  {
    name: 'Concat',
    op: 'Concat',
    shape: frames,
    rest: ['a', 'x'],
    attributes: { axis: -1 },
    constants: { a: some([2, 3, 1]) },
  },
  {
    name: 'Split',
    op: 'Split',
    shape: frames,
    output: 1,
    outputs: 3,
    attributes: { axis: 2 },
    rest: ['a'],
    constants: { a: list(3, 6, 4) },
  },
  {
    name: 'Slice',
    op: 'Slice',
    shape: frames,
    rest: ['a', 'b', 'c', 'd'],
    constants: { a: list(1, -9), b: list(3, 1000), c: list(1, 2), d: list(1, 2) },
  },
  {
    name: 'Slice backwards',
    op: 'Slice',
    shape: frames,
    rest: ['a', 'b', 'c', 'd'],
    constants: { a: list(-2), b: list(-1000), c: list(2), d: list(-3) },
  },
  {
    name: 'Slice of version 9',
    op: 'Slice',
    shape: frames,
    opset: 9,
    attributes: { starts: [2], ends: [9], axes: [2] },
  },
  {
    name: 'Gather one',
    op: 'Gather',
    shape: frames,
    attributes: { axis: 1 },
    rest: ['a'],
    constants: { a: { type: 'int64', shape: [], data: [-1] } },
  },
  {
    name: 'Gather a few',
    op: 'Gather',
    shape: frames,
    attributes: { axis: 2 },
    rest: ['a'],
    constants: { a: { type: 'int64', shape: [2, 2], data: [3, 4, 5, 0] } },
  },
  {
    name: 'Gather many',
    op: 'Gather',
    shape: frames,
    attributes: { axis: 2 },
    rest: ['a'],
    constants: { a: list(...Array.from({ length: 30 }, (_, i) => (i * 5) % 13)) },
  },
  { name: 'Expand', op: 'Expand', shape: [3, 1], rest: ['a'], constants: { a: list(2, 1, 4) } },
  {
    name: 'Expand of six axes',
    op: 'Expand',
    shape: [1, 2, 1, 3, 1],
    rest: ['a'],
    constants: { a: list(2, 2, 1, 3, 2) },
  },
  { name: 'Tile', op: 'Tile', shape: [2, 3], rest: ['a'], constants: { a: list(2, 3) } },
  {
    name: 'Trilu',
    op: 'Trilu',
    shape: [2, 4, 5],
    attributes: { upper: 0 },
    rest: ['a'],
    constants: { a: { type: 'int64', shape: [], data: [1] } },
  },
  {
    name: 'CumSum',
    op: 'CumSum',
    shape: frames,
    rest: ['a'],
    attributes: { reverse: 1, exclusive: 1 },
    constants: { a: { type: 'int64', shape: [], data: [2] } },
  },
  ...['constant', 'reflect', 'edge', 'wrap'].map((mode) => ({
    name: `Pad by ${mode}`,
    op: 'Pad',
    shape: frames,
    opset: 19,
    attributes: { mode },
    rest: ['a'],
    constants: { a: list(0, 1, 3, 0, 2, 5) },
  })),
  {
    name: 'Pad by a number',
    op: 'Pad',
    shape: frames,
    rest: ['a', 'b'],
    constants: { a: list(0, 0, 1, 0, 0, 2), b: { shape: [], data: [0.25] } },
  },
  { name: 'Pad that cuts', op: 'Pad', shape: frames, rest: ['a'], constants: { a: list(0, 0, -2, 0, 0, -1) } },
];

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

const conv1d = (
  name: string,
  channels: number,
  kernel: readonly number[],
  attributes: OperatorCase['attributes'],
): OperatorCase => ({
  name,
  op: 'Conv',
  shape: [2, channels, 19],
  rest: ['a', 'b'],
  constants: { a: some(kernel), b: some([kernel[0]!], 3) },
  ...(attributes ? { attributes } : {}),
});

const convs: OperatorCase[] = [
  conv1d('Conv', 3, [4, 3, 5], undefined),
  conv1d('Conv, stride and pads', 3, [4, 3, 5], { strides: [2], pads: [2, 1] }),
  conv1d('Conv, dilated', 3, [4, 3, 3], { dilations: [3], pads: [1, 4] }),
  conv1d('Conv, dilated and strided', 3, [4, 3, 3], { dilations: [2], strides: [3] }),
  conv1d('Conv in groups', 4, [6, 2, 5], { group: 2, pads: [2, 2] }),
  conv1d('Conv in groups, strided', 4, [6, 2, 5], { group: 2, strides: [2] }),
  conv1d('Conv by channels', 4, [4, 1, 5], { group: 4, strides: [2], pads: [0, 3] }),
  conv1d('Conv by channels, two each', 4, [8, 1, 3], { group: 4, dilations: [2] }),
  conv1d('Conv, same below', 3, [4, 3, 4], { auto_pad: 'SAME_LOWER', strides: [2] }),
  {
    name: 'Conv of two axes',
    op: 'Conv',
    shape: image,
    rest: ['a', 'b'],
    attributes: { strides: [2, 1], pads: [1, 0, 0, 2] },
    constants: { a: some([3, 2, 3, 2]), b: some([3]) },
  },
  {
    name: 'Conv of two axes, dilated',
    op: 'Conv',
    shape: image,
    rest: ['a'],
    attributes: { dilations: [2, 1], pads: [2, 1, 2, 1], strides: [1, 2] },
    constants: { a: some([3, 2, 3, 3]) },
  },
  {
    name: 'Conv of two axes by channels',
    op: 'Conv',
    shape: image,
    rest: ['a'],
    attributes: { group: 2, pads: [1, 1, 1, 1] },
    constants: { a: some([4, 1, 3, 3]) },
  },
  {
    name: 'Conv of two axes in groups',
    op: 'Conv',
    shape: [1, 4, 5, 5],
    rest: ['a'],
    attributes: { group: 2 },
    constants: { a: some([4, 2, 3, 3]) },
  },
  {
    name: 'ConvTranspose',
    op: 'ConvTranspose',
    shape: [2, 3, 7],
    rest: ['a', 'b'],
    attributes: { strides: [2], pads: [1, 1], output_padding: [1] },
    constants: { a: some([3, 4, 4]), b: some([4]) },
  },
  {
    name: 'ConvTranspose in groups',
    op: 'ConvTranspose',
    shape: [1, 4, 5],
    rest: ['a'],
    attributes: { strides: [3], group: 2 },
    constants: { a: some([4, 2, 3]) },
  },
  {
    name: 'ConvTranspose of two axes',
    op: 'ConvTranspose',
    shape: [1, 2, 4, 3],
    rest: ['a'],
    attributes: { strides: [2, 1], pads: [1, 0, 0, 1] },
    constants: { a: some([2, 3, 3, 2]) },
  },
  { name: 'MaxPool', op: 'MaxPool', shape: frames, attributes: { kernel_shape: [3], strides: [2], pads: [1, 1] } },
  { name: 'MaxPool, side by side', op: 'MaxPool', shape: image, attributes: { kernel_shape: [2, 2], strides: [2, 2] } },
  {
    name: 'MaxPool, rounded up',
    op: 'MaxPool',
    shape: frames,
    attributes: { kernel_shape: [4], strides: [3], ceil_mode: 1 },
  },
  {
    name: 'AveragePool',
    op: 'AveragePool',
    shape: frames,
    attributes: { kernel_shape: [3], strides: [2], pads: [1, 1] },
  },
  {
    name: 'AveragePool with what was added',
    op: 'AveragePool',
    shape: image,
    attributes: { kernel_shape: [3, 2], pads: [1, 0, 1, 1], count_include_pad: 1 },
  },
  { name: 'GlobalAveragePool', op: 'GlobalAveragePool', shape: image },
  { name: 'GlobalMaxPool', op: 'GlobalMaxPool', shape: image },
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

const recurrent = (
  op: string,
  gates: number,
  more: Partial<OperatorCase> & { readonly directions?: number } = {},
): OperatorCase => {
  const { directions = 1, name = op, ...rest } = more;
  return {
    name,
    op,
    shape: [5, 2, 3],
    rest: ['a', 'b', 'c'],
    constants: {
      a: some([directions, gates * 4, 3]),
      b: some([directions, gates * 4, 4], 2),
      c: some([directions, 2 * gates * 4], 3),
    },
    ...rest,
    attributes: { hidden_size: 4, ...(rest.attributes ?? {}) },
  };
};

const recurrents: OperatorCase[] = [
  recurrent('LSTM', 4),
  recurrent('LSTM', 4, { name: 'LSTM of both directions', directions: 2, attributes: { direction: 'bidirectional' } }),
  recurrent('LSTM', 4, { name: 'LSTM, last memory', output: 2 }),
  recurrent('LSTM', 4, {
    name: 'LSTM from a state',
    output: 1,
    rest: ['a', 'b', '', '', 'd', 'e'],
    constants: { a: some([1, 16, 3]), b: some([1, 16, 4], 2), d: some([1, 2, 4], 3), e: some([1, 2, 4], 4) },
  }),
  recurrent('GRU', 3),
  recurrent('GRU', 3, {
    name: 'GRU as PyTorch has it, backwards',
    attributes: { linear_before_reset: 1, direction: 'reverse' },
  }),
  recurrent('RNN', 1),
];

const bytes = (signed: boolean): OperatorCase['constants'] => ({
  a: { shape: [], data: [0.02] },
  b: { type: signed ? 'int8' : 'uint8', shape: [], data: [signed ? -3 : 100] },
});

const quantized: OperatorCase[] = [
  {
    name: 'QuantizeLinear',
    op: 'QuantizeLinear',
    shape: frames,
    flat: true,
    rest: ['a', 'b'],
    constants: bytes(false)!,
  },
  {
    name: 'QuantizeLinear, signed',
    op: 'QuantizeLinear',
    shape: frames,
    flat: true,
    rest: ['a', 'b'],
    constants: bytes(true)!,
  },
  { name: 'DynamicQuantizeLinear', op: 'DynamicQuantizeLinear', shape: frames, flat: true, outputs: 3 },
  {
    name: 'DynamicQuantizeLinear, its scale',
    op: 'DynamicQuantizeLinear',
    shape: frames,
    flat: true,
    output: 1,
    outputs: 3,
  },
];

const resizes: OperatorCase[] = [
  {
    name: 'Upsample',
    op: 'Upsample',
    shape: frames,
    opset: 9,
    rest: ['a'],
    attributes: { mode: 'linear' },
    constants: { a: { shape: [3], data: [1, 1, 2] } },
  },

  {
    name: 'Resize to the nearest',
    op: 'Resize',
    shape: frames,
    rest: ['', 'a'],
    attributes: { coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' },
    constants: { a: { shape: [3], data: [1, 1, 2] } },
  },
  { name: 'Resize unevenly', op: 'Resize', shape: frames, rest: ['', '', 'a'], constants: { a: list(2, 3, 7) } },
  {
    name: 'Resize linearly',
    op: 'Resize',
    shape: image,
    rest: ['', '', 'a'],
    attributes: { mode: 'linear', coordinate_transformation_mode: 'pytorch_half_pixel' },
    constants: { a: list(1, 2, 10, 6) },
  },
  {
    name: 'Resize, corners aligned',
    op: 'Resize',
    shape: image,
    rest: ['', '', 'a'],
    attributes: { mode: 'linear', coordinate_transformation_mode: 'align_corners' },
    constants: { a: list(1, 2, 13, 4) },
  },
];

/** Every operator of one input that depends on the sound, with settings that exporters write. */
export const OPERATOR_CASES: readonly OperatorCase[] = [
  ...plain,
  ...positive,
  ...small,
  {
    name: 'Acosh',
    op: 'Acosh',
    shape: vector,
    inputs: ['small'],
    before: { op: 'Exp', inputs: ['x'], outputs: ['small'] },
    positive: true,
  },
  ...steps,
  ...set,
  ...binary,
  ...layout,
  ...products,
  ...convs,
  ...norms,
  ...reductions,
  ...recurrents,
  ...resizes,
  ...quantized,
];
