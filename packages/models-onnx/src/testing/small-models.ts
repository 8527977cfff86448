import { list, some } from './operator-case.js';
import { type WrittenGraph, writeModel } from './write-model.js';

const audio = { audio: ['batch', 'samples'] };

/** Two convolutions with an activation function, and a residual one of three taps: all local. */
export const convolutions: WrittenGraph = {
  inputs: { audio: ['batch', 1, 'samples'] },
  outputs: ['sum'],
  constants: {
    'conv.0': some([4, 1, 10], 1),
    'conv.1': some([6, 4, 3], 2),
    bias: some([6], 3),
    'conv.2': some([6, 6, 3], 4),
  },
  nodes: [
    { op: 'Conv', inputs: ['audio', 'conv.0'], outputs: ['first'], attributes: { strides: [5] } },
    { op: 'Tanh', inputs: ['first'], outputs: ['active'] },
    { op: 'Conv', inputs: ['active', 'conv.1', 'bias'], outputs: ['second'], attributes: { strides: [2] } },
    { op: 'Conv', inputs: ['second', 'conv.2'], outputs: ['wide'], attributes: { pads: [1, 1] } },
    { op: 'Add', inputs: ['second', 'wide'], outputs: ['sum'] },
  ],
};

/** Convolutions that keep one frame of sounds shorter than their strides: they are padded as much as they hear. */
export const padded: WrittenGraph = {
  inputs: { audio: ['batch', 1, 'samples'] },
  outputs: ['second'],
  constants: { 'conv.0': some([4, 1, 9], 1), 'conv.1': some([5, 4, 9], 2) },
  nodes: [
    { op: 'Conv', inputs: ['audio', 'conv.0'], outputs: ['first'], attributes: { strides: [4], pads: [4, 4] } },
    { op: 'Tanh', inputs: ['first'], outputs: ['active'] },
    { op: 'Conv', inputs: ['active', 'conv.1'], outputs: ['second'], attributes: { strides: [4], pads: [4, 4] } },
  ],
};

/** A convolution, attention of one head with its shape worked out in the file, and a classifier over the mean. */
export const attention: WrittenGraph = {
  inputs: audio,
  outputs: ['attended', 'classes'],
  constants: {
    axis: list(1),
    kernel: some([8, 1, 16], 1),
    wq: some([8, 8], 2),
    wk: some([8, 8], 3),
    wv: some([8, 8], 4),
    gamma: some([8], 5),
    beta: some([8], 6),
    wc: some([8, 3], 7),
    first: { type: 'int64', shape: [], data: [0] },
    zero: list(0),
    rest: list(-1, 8),
    half: { shape: [], data: [0.5] },
  },
  nodes: [
    { op: 'Unsqueeze', inputs: ['audio', 'axis'], outputs: ['one'] },
    { op: 'Conv', inputs: ['one', 'kernel'], outputs: ['frames'], attributes: { strides: [8] } },
    { op: 'Transpose', inputs: ['frames'], outputs: ['rows'], attributes: { perm: [0, 2, 1] } },
    { op: 'LayerNormalization', inputs: ['rows', 'gamma', 'beta'], outputs: ['normal'] },
    ...['q', 'k', 'v'].map((name) => ({ op: 'MatMul', inputs: ['normal', `w${name}`], outputs: [name] })),
    { op: 'Transpose', inputs: ['k'], outputs: ['kt'], attributes: { perm: [0, 2, 1] } },
    { op: 'MatMul', inputs: ['q', 'kt'], outputs: ['scores'] },
    { op: 'Shape', inputs: ['q'], outputs: ['shape'] },
    { op: 'Gather', inputs: ['shape', 'first'], outputs: ['batch'] },
    { op: 'Unsqueeze', inputs: ['batch', 'zero'], outputs: ['batch list'] },
    { op: 'Concat', inputs: ['batch list', 'rest'], outputs: ['target'], attributes: { axis: 0 } },
    { op: 'Mul', inputs: ['scores', 'half'], outputs: ['scaled'] },
    { op: 'Softmax', inputs: ['scaled'], outputs: ['weights'] },
    { op: 'MatMul', inputs: ['weights', 'v'], outputs: ['mixed'] },
    { op: 'Reshape', inputs: ['mixed', 'target'], outputs: ['attended'] },
    { op: 'ReduceMean', inputs: ['attended'], outputs: ['mean'], attributes: { axes: [1], keepdims: 0 } },
    { op: 'MatMul', inputs: ['mean', 'wc'], outputs: ['classes'] },
  ],
};

/** A recurrent network on windows of 8 samples that lie side by side. */
export const recurrent: WrittenGraph = {
  inputs: audio,
  outputs: ['states'],
  constants: {
    axis: list(1),
    kernel: some([4, 1, 8], 1),
    w: some([1, 20, 4], 2),
    r: some([1, 20, 5], 3),
    b: some([1, 40], 4),
  },
  nodes: [
    { op: 'Unsqueeze', inputs: ['audio', 'axis'], outputs: ['one'] },
    { op: 'Conv', inputs: ['one', 'kernel'], outputs: ['frames'], attributes: { strides: [8] } },
    { op: 'Transpose', inputs: ['frames'], outputs: ['steps'], attributes: { perm: [2, 0, 1] } },
    { op: 'LSTM', inputs: ['steps', 'w', 'r', 'b'], outputs: ['all'], attributes: { hidden_size: 5 } },
    { op: 'Squeeze', inputs: ['all', 'axis'], outputs: ['states'] },
  ],
};

/** Bands of centred windows: the sound is reflected at both ends, so that frames begin unevenly. */
export const centred: WrittenGraph = {
  inputs: audio,
  outputs: ['bands'],
  constants: {
    axis: list(1),
    pads: list(0, 0, 8, 0, 0, 8),
    kernel: some([6, 1, 16], 1),
    tiny: { shape: [], data: [1e-3] },
  },
  nodes: [
    { op: 'Unsqueeze', inputs: ['audio', 'axis'], outputs: ['one'] },
    { op: 'Pad', inputs: ['one', 'pads'], outputs: ['padded'], attributes: { mode: 'reflect' } },
    { op: 'Conv', inputs: ['padded', 'kernel'], outputs: ['frames'], attributes: { strides: [4] } },
    { op: 'Mul', inputs: ['frames', 'frames'], outputs: ['power'] },
    { op: 'Add', inputs: ['power', 'tiny'], outputs: ['above'] },
    { op: 'Log', inputs: ['above'], outputs: ['bands'] },
  ],
};

/** Their bytes. */
export const SMALL_MODELS = {
  convolutions: writeModel(convolutions),
  padded: writeModel(padded),
  attention: writeModel(attention),
  recurrent: writeModel(recurrent),
  centred: writeModel(centred),
} as const;
