import { relativeError } from '@audiate/checkpoints/internal/testing/compare';
import { installOps } from '@audiate/ops';
import { checkGradient } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { tfjsInMemory } from '../files/tfjs-files.js';
import { graphFiles, mirrored, type Written } from '../testing/graph.js';
import { graphNetwork } from './network.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOps();
});

const ints = (...data: number[]) => ({ data, shape: [data.length], dtype: 'int32' as const });
const floats = (...data: number[]) => ({ data, shape: [data.length] });
const paddings = { data: [0, 0, 3, 2], shape: [2, 2], dtype: 'int32' as const };
const cut = { name: 'cut', op: 'Reshape', input: ['audio', 'shape'] };

/** An operation between audio of 64 samples and its answer, what TensorFlow.js computes of it, and its constants. */
const CASES: [string, Written[], (x: tf.Tensor2D) => tf.Tensor, object][] = [
  [
    'mirrored, the edge not repeated',
    [{ name: 'out', op: 'MirrorPad', input: ['audio', 'paddings'], attr: mirrored('REFLECT') }],
    (x) =>
      tf.mirrorPad(
        x,
        [
          [0, 0],
          [3, 2],
        ],
        'reflect',
      ),
    { paddings },
  ],
  [
    'mirrored, the edge repeated',
    [{ name: 'out', op: 'MirrorPad', input: ['audio', 'paddings'], attr: mirrored('SYMMETRIC') }],
    (x) =>
      tf.mirrorPad(
        x,
        [
          [0, 0],
          [3, 2],
        ],
        'symmetric',
      ),
    { paddings },
  ],
  [
    'depth to space',
    [
      cut,
      {
        name: 'out',
        op: 'DepthToSpace',
        input: ['cut'],
        attr: { block_size: { i: '2' }, data_format: { s: 'TkhXQw==' } },
      },
    ],
    (x) => tf.depthToSpace(tf.reshape(x, [-1, 2, 4, 8]) as tf.Tensor4D, 2, 'NHWC'),
    { shape: ints(-1, 2, 4, 8) },
  ],
  [
    'a batch norm',
    [
      cut,
      {
        name: 'out',
        op: 'FusedBatchNormV3',
        input: ['cut', 'scale', 'offset', 'mean', 'variance'],
        attr: { epsilon: { f: 0.3 } },
      },
    ],
    (x) => tf.batchNorm(tf.reshape(x, [-1, 8, 4, 2]) as tf.Tensor4D, [0.5, -0.2], [0.4, 1.3], [0.1, 2], [1.5, -2], 0.3),
    {
      shape: ints(-1, 8, 4, 2),
      ...{ scale: floats(1.5, -2), offset: floats(0.1, 2), mean: floats(0.5, -0.2), variance: floats(0.4, 1.3) },
    },
  ],
  [
    'magnitudes of a Fourier transform',
    [
      cut,
      { name: 'spectrum', op: 'RFFT', input: ['cut', 'length'] },
      { name: 'out', op: 'ComplexAbs', input: ['spectrum'] },
    ],
    (x) => tf.abs(tf.spectral.rfft(tf.reshape(x, [-1, 4, 16]), 32)),
    { shape: ints(-1, 4, 16), length: ints(32) },
  ],
];

test.each(CASES)('%s: value as TensorFlow.js has it, gradient as finite differences', (_, nodes, theirs, constants) => {
  const files = graphFiles([-1, 64], constants as never, nodes, { out: 'out' });
  const network = graphNetwork(tfjsInMemory(files), {});
  tf.tidy(() => {
    const audio = tf.tensor2d(
      Float32Array.from({ length: 128 }, (_, i) => Math.sin((i + 1) ** 1.6)),
      [2, 64],
    );
    const [ours] = network.hear(audio, ['out']);
    const expected = theirs(audio);
    expect(ours!.shape).toEqual(expected.shape);
    const error = relativeError(ours!.dataSync() as Float32Array, expected.dataSync() as Float32Array);
    expect(error).toBeLessThan(1e-5);
    checkGradient((x: tf.Tensor) => network.hear(x as tf.Tensor2D, ['out'])[0]!, audio, { tolerance: 0.02 });
  });
  network.dispose();
});

test('a sound that is too short to be mirrored is told, also where a backend would not notice', () => {
  const node = { name: 'out', op: 'MirrorPad', input: ['audio', 'paddings'], attr: mirrored('REFLECT') };
  const network = graphNetwork(tfjsInMemory(graphFiles([-1, -1], { paddings }, [node], { out: 'out' })), {});
  tf.tidy(() => {
    expect(network.hear(tf.ones([1, 4]), ['out'])[0]!.shape).toEqual([1, 9]);
    expect(() => network.hear(tf.ones([1, 3]), ['out'])).toThrow(/^an axis of 3 cannot be mirrored by 3 and 2/);
  });
});

test('quantised weights count as what they stand for', () => {
  const spec = { name: 'k', shape: [3], dtype: 'float32', quantization: { dtype: 'uint8', scale: 0.5, min: -1 } };
  const files = graphFiles(
    [-1, 3],
    {},
    [
      { name: 'k', op: 'Const' },
      { name: 'out', op: 'Mul', input: ['audio', 'k'] },
    ],
    { out: 'out' },
  );
  const model = { ...files.model, weightsManifest: [{ paths: ['w.bin'], weights: [spec] }] };
  const network = graphNetwork(tfjsInMemory({ model, weights: new Uint8Array([0, 2, 10]) }), {});
  tf.tidy(() => {
    expect([...network.hear(tf.ones([1, 3]), ['out'])[0]!.dataSync()]).toEqual([-1, 0, 4]);
  });
});
