import { list, type OperatorCase, some } from '../operator-case.js';

const frames = [2, 3, 13];

const image = [1, 2, 7, 6];

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

/** Bytes of the sound and of a weight, each with its zero point. */
const integers = (op: string, shape: readonly number[], weights: readonly number[]): OperatorCase => ({
  name: op,
  op,
  shape,
  flat: true,
  inputs: ['q', 'w', 'b', 'z'],
  before: { op: 'QuantizeLinear', inputs: ['x', 'a', 'b'], outputs: ['q'] },
  constants: {
    ...bytes(false)!,
    w: {
      type: 'uint8',
      shape: weights,
      data: Array.from({ length: weights.reduce((a, b) => a * b) }, (_, i) => (i * 37) % 256),
    },
    z: { type: 'uint8', shape: [], data: [120] },
  },
});

const quantized: OperatorCase[] = [
  integers('MatMulInteger', frames, [13, 4]),
  integers('ConvInteger', frames, [2, 3, 4]),
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
    name: 'Resize by far',
    op: 'Resize',
    shape: frames,
    rest: ['', '', 'a'],
    attributes: { mode: 'linear' },
    constants: { a: list(2, 3, 250) },
  },
  {
    name: 'Resize to fewer',
    op: 'Resize',
    shape: image,
    rest: ['', '', 'a'],
    attributes: { mode: 'linear' },
    constants: { a: list(1, 2, 2, 3) },
  },
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

/** Of operators that are remembering. */
export const remembering: readonly OperatorCase[] = [...recurrents, ...quantized, ...resizes];
