import * as tf from '@tensorflow/tfjs';
import { type Constant, convolution, graphFiles, mirrored, oneElement } from './graph.js';

const wave = (count: number, seed: number) =>
  Float32Array.from({ length: count }, (_, i) => 0.6 * Math.sin(seed * (i + 1) ** 1.5));

const [TAPS, CHANNELS, CLASSES] = [16, 6, 4];

/** The weights of {@link exampleGraph}. */
export const numbers = {
  kernel: { data: wave(TAPS * CHANNELS, 1.3), shape: [1, TAPS, 1, CHANNELS] },
  bias: { data: wave(CHANNELS, 2.1), shape: [CHANNELS] },
  second: { data: wave(3 * CHANNELS * CHANNELS, 0.7), shape: [1, 3, CHANNELS, CHANNELS] },
  shift: { data: wave(CHANNELS, 3.3), shape: [CHANNELS] },
  matrix: { data: wave(CHANNELS * CLASSES, 0.9), shape: [CHANNELS, CLASSES] },
};

const ints = (...data: number[]): Constant => ({ data, shape: [data.length], dtype: 'int32' });
const int = (value: number): Constant => ({ data: [value], shape: [], dtype: 'int32' });

/** The length that the example was saved for. */
export const SAVED = 200;

/**
 * A graph as the converter writes them, saved for 200 samples: flattened, mirrored at both ends, a fused convolution of 16 taps
 * every 8 samples, a second one over three frames, classes of the mean over time; the length stands in two reshapes, and one
 * takes the batch from a shape.
 */
export function exampleGraph(changes: readonly { name: string; op?: string; input?: string[] }[] = []) {
  const frames = SAVED / 8;
  const nodes = [
    { name: 'net/flat', op: 'Reshape', input: ['audio', 'flatShape'] },
    { name: 'net/mirror', op: 'MirrorPad', input: ['net/flat', 'paddings'], attr: mirrored('REFLECT') },
    { name: 'net/rows', op: 'ExpandDims', input: ['net/mirror', 'one'] },
    { name: 'net/image', op: 'ExpandDims', input: ['net/rows', 'three'] },
    {
      name: 'net/first/Relu',
      op: '_FusedConv2D',
      input: ['net/image', 'kernel', 'bias'],
      attr: convolution(8, 'VALID', ['BiasAdd', 'Relu']),
    },
    {
      name: 'net/second/Biased',
      op: '_FusedConv2D',
      input: ['net/first/Relu', 'second', 'shift'],
      attr: convolution(1, 'SAME', ['BiasAdd']),
    },
    { name: 'net/second/Sigmoid', op: 'Sigmoid', input: ['net/second/Biased'] },
    { name: 'net/shape', op: 'Shape', input: ['net/second/Sigmoid'] },
    { name: 'net/batch', op: 'StridedSlice', input: ['net/shape', 'zeros', 'ones', 'ones'], attr: oneElement },
    {
      name: 'net/target',
      op: 'Pack',
      input: ['net/batch', 'frames', 'width'],
      attr: { N: { i: '3' }, axis: { i: '0' } },
    },
    { name: 'net/notes', op: 'Reshape', input: ['net/second/Sigmoid', 'net/target'] },
    { name: 'net/mean', op: 'Mean', input: ['net/notes', 'one'], attr: { keep_dims: { b: false } } },
    { name: 'net/logits', op: 'MatMul', input: ['net/mean', 'matrix'], attr: {} },
  ].map((node) => ({ ...node, ...changes.find(({ name }) => name === node.name) }));
  const sizes = {
    flatShape: ints(-1, SAVED),
    paddings: { data: [0, 0, 8, 7], shape: [2, 2], dtype: 'int32' as const },
    one: int(1),
    three: int(3),
    zeros: ints(0),
    ones: ints(1),
    frames: int(frames),
    width: int(CHANNELS),
  };
  return graphFiles([-1, SAVED, 1], { ...numbers, ...sizes }, nodes, { notes: 'net/notes', logits: 'net/logits' });
}

/** The same network in plain TensorFlow.js: every layer by its name. */
export function exampleByHand(audio: tf.Tensor2D): Record<'notes' | 'logits' | 'first', tf.Tensor3D> {
  return tf.tidy(() => {
    const [batch, samples] = audio.shape;
    const tensor = ({ data, shape }: { data: Float32Array; shape: number[] }) => tf.tensor(data, shape);
    const before = tf.reverse(tf.slice(audio, [0, 1], [-1, 8]), 1);
    const behind = tf.reverse(tf.slice(audio, [0, samples - 8], [-1, 7]), 1);
    const mirrored = tf.concat([before, audio, behind], 1);
    const image = tf.reshape(mirrored, [batch, 1, mirrored.shape[1]!, 1]) as tf.Tensor4D;
    const first = tf.relu(
      tf.add(tf.conv2d(image, tensor(numbers.kernel) as tf.Tensor4D, [1, 8], 'valid'), tensor(numbers.bias)),
    );
    const second = tf.conv2d(first as tf.Tensor4D, tensor(numbers.second) as tf.Tensor4D, 1, 'same');
    const notes = tf.squeeze(tf.sigmoid(tf.add(second, tensor(numbers.shift))), [1]) as tf.Tensor3D;
    const logits = tf.matMul(tf.mean(notes, 1) as tf.Tensor2D, tensor(numbers.matrix) as tf.Tensor2D);
    return { notes, logits: tf.expandDims(logits, 1), first: tf.squeeze(first, [1]) as tf.Tensor3D };
  });
}
