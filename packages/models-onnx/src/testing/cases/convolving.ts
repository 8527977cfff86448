import { type OperatorCase, some } from '../operator-case.js';

const frames = [2, 3, 13];

const image = [1, 2, 7, 6];

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

/** Of operators that are convolving. */
export const convolving: readonly OperatorCase[] = [...convs];
