import { type Activation, frameCount, InputError, layerNames } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import * as ort from 'onnxruntime-node';
import { beforeAll, describe, expect, test } from 'vitest';
import { type LoadOnnxOptions, loadOnnx } from '../index.js';
import { list, numbers, some } from '../testing/operator-case.js';
import { attention, centred, convolutions, padded, recurrent, SMALL_MODELS } from '../testing/small-models.js';
import { type WrittenGraph, type WrittenNode, writeModel } from '../testing/write-model.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const options = { sampleRate: 16_000, maxSamples: 600 };
const load = (graph: WrittenGraph, more: Partial<LoadOnnxOptions> = {}) =>
  loadOnnx(writeModel(graph), { ...options, ...more });

describe('what is measured', () => {
  test('hop, receptive field, offset and the first length of convolutions', async () => {
    const model = await load(convolutions);
    expect(layerNames(model)).toEqual(['first', 'active', 'second', 'wide', 'sum']);
    expect([model.sampleRate, model.minSamples, model.name]).toEqual([16_000, 20, 'onnx']);
    const facts = { global: false, offset: 0 };
    expect(model.layers.first).toEqual({ ...facts, depth: 0, channels: 4, hop: 5, receptiveField: 10, minSamples: 10 });
    expect(model.layers.active).toEqual({ ...model.layers.first, depth: 1 });
    expect(model.layers.second).toEqual({
      ...facts,
      depth: 2,
      channels: 6,
      hop: 10,
      receptiveField: 20,
      minSamples: 20,
    });
    const padded = { channels: 6, hop: 10, receptiveField: 40, minSamples: 20, offset: -10, global: false };
    expect(model.layers.wide).toEqual({ ...padded, depth: 3 });
    expect(model.layers.sum).toEqual({ ...padded, depth: 4 });
    model.dispose();
  });

  test('padded layers with a stride, though sounds of 1 and of 4 samples have one frame', async () => {
    const model = await load(padded);
    expect(layerNames(model)).toEqual(['first', 'active', 'second']);
    expect(model.layers.first).toMatchObject({ channels: 4, hop: 4, offset: -4, receptiveField: 9, minSamples: 1 });
    expect(model.layers.second).toMatchObject({ channels: 5, hop: 16, offset: -20, receptiveField: 41, global: false });
    tf.tidy(() => {
      expect(model.forward(tf.zeros([1, 1600]), ['second']).second!.shape).toEqual([1, 100, 5]);
    });
    model.dispose();
  });

  test('attention is global, and a classifier has one frame; pairs of frames are no layer', async () => {
    const model = await load(attention);
    expect(layerNames(model)).not.toContain('scores');
    expect(model.layers.v).toMatchObject({ channels: 8, hop: 8, receptiveField: 16, global: false });
    expect(model.layers.attended).toMatchObject({ channels: 8, hop: 8, minSamples: 16, global: true });
    expect(model.layers.classes).toMatchObject({ channels: 3, hop: Infinity, global: true });
    model.dispose();
  });

  test.each<[string, WrittenNode, number]>([
    ['attention pooling', { op: 'Softmax', inputs: ['rows'], outputs: ['y'], attributes: { axis: 1 } }, 17],
    ['its logarithm', { op: 'LogSoftmax', inputs: ['rows'], outputs: ['y'], attributes: { axis: -2 } }, 17],
    ['a Softmax of version 11', { op: 'Softmax', inputs: ['rows'], outputs: ['y'] }, 11],
  ])('%s over time is global, over channels it is not', async (_, node, opset) => {
    const graph = (own: WrittenNode): WrittenGraph => ({
      inputs: { audio: ['batch', 1, 'samples'] },
      outputs: ['y'],
      constants: { kernel: some([4, 1, 8], 1) },
      nodes: [
        { op: 'Conv', inputs: ['audio', 'kernel'], outputs: ['frames'], attributes: { strides: [4] } },
        { op: 'Transpose', inputs: ['frames'], outputs: ['rows'], attributes: { perm: [0, 2, 1] } },
        own,
      ],
    });
    const global = async (own: WrittenNode) => {
      const model = await loadOnnx(writeModel(graph(own), opset), options);
      model.dispose();
      return model.layers.y!.global;
    };
    expect(await global(node)).toBe(true);
    expect(await global({ ...node, attributes: { axis: 2 } })).toBe(false);
  });

  test('frames that begin unevenly are cut to those that follow the length', async () => {
    const model = await load(centred);
    const { bands } = model.layers;
    // of what is reflected a frame sees samples elsewhere
    expect(model.layers.padded!.global).toBe(true);
    expect(bands).toMatchObject({ hop: 4, minSamples: 9, receptiveField: 16, offset: -8, global: true });
    tf.tidy(() => {
      for (const samples of [9, 12, 13, 40]) {
        const found = model.forward(tf.zeros([2, samples]), ['bands']).bands!;
        expect(found.shape).toEqual([2, frameCount(bands!, samples), 6]);
      }
    });
    model.dispose();
  });

  test('a model that is told how to chop is not asked for shorter sounds', async () => {
    const fixed: WrittenGraph = { ...convolutions, inputs: { audio: ['batch', 1, 40] } };
    const model = await load(fixed);
    expect(model.layers.second).toMatchObject({ hop: 40, minSamples: 40, channels: 18, global: false });
    tf.tidy(() => {
      const sounds = tf.tensor2d(numbers([2, 95]), [2, 95]);
      const found = model.forward(sounds, ['second']).second!;
      expect(found.shape).toEqual([2, 2, 18]);
      const second = model.forward(tf.slice(sounds, [1, 40], [1, 40]) as tf.Tensor2D, ['second']).second!;
      expect([...second.dataSync()]).toEqual([...tf.slice(found, [1, 1, 0], [1, 1, 18]).dataSync()]);
    });
    model.dispose();
  });

  test('windows may overlap', async () => {
    const model = await load(recurrent, { window: { samples: 40, hop: 16 } });
    tf.tidy(() => {
      const sounds = tf.tensor2d(numbers([2, 80]), [2, 80]);
      const found = model.forward(sounds, ['states']).states!;
      expect(found.shape).toEqual([2, 3, 25]);
      const last = model.forward(tf.slice(sounds, [1, 32], [1, 40]) as tf.Tensor2D, ['states']).states!;
      const own = tf.slice(found, [1, 2, 0], [1, 1, 25]);
      expect(tf.max(tf.abs(tf.sub(own, last))).dataSync()[0]).toBeLessThan(1e-6);
    });
    model.dispose();
  });
});

test('every layer is what onnxruntime computes', async () => {
  for (const graph of [convolutions, padded, attention, recurrent, centred]) {
    const model = await load(graph);
    const names = layerNames(model);
    const bytes = writeModel({ ...graph, outputs: names });
    const session = await ort.InferenceSession.create(bytes, { intraOpNumThreads: 1 });
    const data = numbers([2, 97], 5);
    const dims = graph.inputs!.audio!.length === 3 ? [2, 1, 97] : [2, 97];
    const theirs = await session.run({ audio: new ort.Tensor('float32', data, dims) });
    await session.release();
    tf.tidy(() => {
      const ours = model.forward(tf.tensor2d(data, [2, 97]), names);
      for (const name of names) {
        const [, frames, channels] = ours[name]!.shape;
        const tensor = tf.tensor(theirs[name]!.data as Float32Array, [...theirs[name]!.dims]);
        // axes by their extents, which all differ
        const axis = theirs[name]!.dims.findIndex((extent, i) => extent === 2 && theirs[name]!.dims.indexOf(2) === i);
        const time = theirs[name]!.dims.findIndex((extent, i) => i !== axis && extent >= frames && extent !== channels);
        const order = [
          axis,
          ...(time < 0 ? [] : [time]),
          ...tensor.shape.map((_, i) => i).filter((i) => i !== axis && i !== time),
        ];
        const turned = tf.reshape(tf.transpose(tensor, order), [2, -1, channels]) as Activation;
        const cut = tf.slice(turned, [0, 0, 0], [2, frames, channels]);
        const scale = tf.max(tf.abs(cut)).dataSync()[0]!;
        expect(tf.max(tf.abs(tf.sub(cut, ours[name]!))).dataSync()[0]! / scale, name).toBeLessThan(1e-5);
      }
    });
    model.dispose();
  }
});

describe('names', () => {
  test('a list chooses, an object renames', async () => {
    const chosen = await load(convolutions, { layers: ['second', 'first'] });
    expect(layerNames(chosen)).toEqual(['first', 'second']);
    const renamed = await load(convolutions, { layers: { 'conv.1': 'second', 'conv.0': 'first' } });
    expect(layerNames(renamed)).toEqual(['conv.0', 'conv.1']);
    tf.tidy(() => {
      const audio = tf.tensor2d(numbers([1, 60]), [1, 60]);
      expect(renamed.forward(audio, ['conv.1'])['conv.1']!.dataSync()).toEqual(
        chosen.forward(audio, ['second']).second!.dataSync(),
      );
    });
    expect(renamed.fingerprint).not.toBe(chosen.fingerprint);
    expect((await load(convolutions, { layers: ['second', 'first'] })).fingerprint).toBe(chosen.fingerprint);
    const slower = await load(convolutions, { layers: ['second', 'first'], sampleRate: 8000 });
    expect(slower.fingerprint).not.toBe(chosen.fingerprint);
  });

  test.each<[string, WrittenGraph, Partial<LoadOnnxOptions>, RegExp]>([
    [
      'a layer that is none',
      convolutions,
      { layers: ['third'] },
      /^layers names "third", no value with an axis of time; the file has first, active, /,
    ],
    ['no layer', convolutions, { layers: [] }, /^layers names no value/],
    [
      'no rate',
      convolutions,
      { sampleRate: undefined as unknown as number },
      /^sampleRate must be .*an ONNX file does not say it$/,
    ],
    ['another input', convolutions, { input: 'sound' }, /^input names "sound"; the model has audio$/],
    ['numbers for no input', convolutions, { inputs: { h: 0 } }, /^inputs names "h"; the model has audio$/],
    [
      'a window of nothing',
      convolutions,
      { window: { samples: 0 } },
      /^window\.samples must be a whole number at least 1, got 0$/,
    ],
    [
      'a spectrogram',
      { ...convolutions, inputs: { audio: ['batch', 80, 'frames'] } },
      {},
      /^the input "audio" has the shape \[\?,80,\?\], which is no waveform; give what makes it of one as prepare$/,
    ],
    [
      'a file that hears one length, and does not say so',
      {
        inputs: { audio: ['batch', 'samples'] },
        outputs: ['y'],
        constants: { shape: list(1, 10, 30) },
        nodes: [{ op: 'Reshape', inputs: ['audio', 'shape'], outputs: ['y'] }],
      },
      {},
      /^the model cannot hear 1024 samples: Reshape ".*" gives the shape \[1,10,30\] to .*; if it hears sounds of one length alone, give that as window: \{ samples \}$/,
    ],
  ])('%s is told', async (_, graph, more, message) => {
    const error = await load(graph, more).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toMatch(message);
  });
});

describe('inputs beside the sound', () => {
  const gained: WrittenGraph = {
    inputs: { audio: ['batch', 'samples'], gain: [2, 'batch', 1] },
    outputs: ['y'],
    constants: { axis: list(0) },
    nodes: [
      { op: 'ReduceSum', inputs: ['gain', 'axis'], outputs: ['sum'], attributes: { keepdims: 0 } },
      { op: 'Mul', inputs: ['audio', 'sum'], outputs: ['y'] },
    ],
  };

  test('are asked for, and given as a number or numbers', async () => {
    await expect(load(gained)).rejects.toThrow(
      /^the model has several inputs, audio \[\?, \?\], gain \[2, \?, 1\]; name the one/,
    );
    await expect(load(gained, { input: 'audio' })).rejects.toThrow(
      'the model has further inputs, gain [2, ?, 1]; give their numbers: { inputs: { gain: 0 } }',
    );
    await expect(load(gained, { inputs: { gain: { data: [1], shape: [2, 1, 1] } } })).rejects.toThrow(
      'the input "gain" of shape [2,1,1] needs 2 numbers, got 1',
    );
    for (const [gain, factor] of [
      [3, 6],
      [{ data: [1, 4], shape: [2, 1, 1] }, 5],
    ] as const) {
      const model = await load(gained, { inputs: { gain } });
      tf.tidy(() => {
        expect([...model.forward(tf.tensor2d([[1, 2]]), ['y']).y!.dataSync()]).toEqual([factor, 2 * factor]);
      });
      model.dispose();
    }
  });

  test('decide which branch there is', async () => {
    const branch = (op: string): WrittenGraph => ({
      outputs: ['z'],
      nodes: [{ op, inputs: ['audio'], outputs: ['z'] }],
    });
    const graph: WrittenGraph = {
      inputs: { audio: ['batch', 'samples'], rate: [] },
      outputs: ['y'],
      constants: { sixteen: { shape: [], data: [16_000] } },
      nodes: [
        { op: 'Equal', inputs: ['rate', 'sixteen'], outputs: ['c'] },
        {
          op: 'If',
          inputs: ['c'],
          outputs: ['y'],
          attributes: { then_branch: { graph: branch('Neg') }, else_branch: { graph: branch('Exp') } },
        },
      ],
    };
    for (const [rate, number] of [
      [16_000, -2],
      [8000, Math.exp(2)],
    ] as const) {
      const model = await load(graph, { inputs: { rate } });
      expect(layerNames(model)).toEqual(['z', 'y']);
      tf.tidy(() => {
        expect(model.forward(tf.tensor2d([[2]]), ['y']).y!.dataSync()[0]).toBeCloseTo(number, 5);
      });
      model.dispose();
    }
  });
});

test('a branch that the length decides is taken at each run', async () => {
  const graph: WrittenGraph = {
    inputs: { audio: ['batch', 'samples'] },
    outputs: ['y'],
    constants: { last: { type: 'int64', shape: [], data: [1] }, long: { type: 'int64', shape: [], data: [9] } },
    nodes: [
      { op: 'Shape', inputs: ['audio'], outputs: ['shape'] },
      { op: 'Gather', inputs: ['shape', 'last'], outputs: ['length'] },
      { op: 'Greater', inputs: ['length', 'long'], outputs: ['c'] },
      {
        op: 'If',
        inputs: ['c'],
        outputs: ['y'],
        attributes: {
          then_branch: { graph: { outputs: ['z'], nodes: [{ op: 'Neg', inputs: ['audio'], outputs: ['z'] }] } },
          else_branch: { graph: { outputs: ['z'], nodes: [{ op: 'Identity', inputs: ['audio'], outputs: ['z'] }] } },
        },
      },
    ],
  };
  const model = await load(graph);
  tf.tidy(() => {
    expect([...model.forward(tf.ones([1, 3]), ['y']).y!.dataSync()]).toEqual([1, 1, 1]);
    expect(model.forward(tf.ones([1, 10]), ['y']).y!.dataSync()[0]).toBe(-1);
  });
  model.dispose();
});

test('what hears its items together hears them one by one', async () => {
  const loudest: WrittenGraph = {
    inputs: { audio: ['batch', 'samples'] },
    outputs: ['y'],
    nodes: [
      { op: 'ReduceMax', inputs: ['audio'], outputs: ['m'] },
      { op: 'Sub', inputs: ['audio', 'm'], outputs: ['y'] },
    ],
  };
  const one: WrittenGraph = {
    ...convolutions,
    inputs: { audio: ['samples'] },
    nodes: [{ op: 'Neg', inputs: ['audio'], outputs: ['y'] }],
    outputs: ['y'],
  };
  for (const [graph, expected] of [
    [loudest, [-1, 0, -10, 0]],
    [one, [-1, -2, -10, -20]],
  ] as const) {
    const model = await load(graph);
    tf.tidy(() => {
      const sounds = tf.tensor2d([
        [1, 2],
        [10, 20],
      ]);
      expect([...model.forward(sounds, ['y']).y!.dataSync()]).toEqual(expected);
    });
    model.dispose();
  }
});

test('an edit goes on, its frames that were cut off with it', async () => {
  const model = await load(centred);
  tf.tidy(() => {
    const audio = tf.tensor2d(numbers([2, 41]), [2, 41]);
    const edits = { power: (value: Activation): Activation => tf.mul(value, 4) };
    const edited = model.forwardEdited!(audio, ['power', 'bands'], edits);
    const plain = model.forward(audio, ['power']);
    const power = tf.mul(plain.power!, 4);
    expect(edited.power!.dataSync()).toEqual(power.dataSync());
    expect(edited.bands!.dataSync()).toEqual(tf.log(tf.add(power, tf.scalar(1e-3))).dataSync());
  });
  model.dispose();
});

test("a spectrogram of one's own comes before a model that hears one", async () => {
  const bands: WrittenGraph = {
    inputs: { spectrogram: ['batch', 'frames', 4] },
    outputs: ['y'],
    constants: { w: some([4, 3]) },
    nodes: [{ op: 'MatMul', inputs: ['spectrogram', 'w'], outputs: ['y'] }],
  };
  const prepare = {
    name: 'rows of four',
    run: (audio: tf.Tensor2D) => {
      const [batch, samples] = audio.shape;
      const frames = Math.floor(samples / 4);
      return tf.reshape(tf.slice(audio, [0, 0], [batch, 4 * frames]), [batch, frames, 4]);
    },
  };
  const model = await load(bands, { prepare });
  expect(model.layers.y).toMatchObject({ channels: 3, hop: 4, receptiveField: 4, minSamples: 4, global: false });
  expect((await load(bands, { prepare: { ...prepare, name: 'another' } })).fingerprint).not.toBe(model.fingerprint);
  model.dispose();
});

test('a shallow layer computes nothing behind it', async () => {
  const model = await load({ ...convolutions, outputs: ['sum'] });
  tf.tidy(() => {
    expect(model.forward(tf.zeros([1, 12]), ['active']).active!.shape).toEqual([1, 1, 4]);
  });
  expect(() => model.forward(tf.zeros([1, 12]), ['sum'])).toThrow('onnx needs at least 20 samples');
  model.dispose();
});

test('aborts while it is measured', async () => {
  const controller = new AbortController();
  const loading = loadOnnx(SMALL_MODELS.attention, { ...options, signal: controller.signal });
  controller.abort(new Error('enough'));
  await expect(loading).rejects.toThrow('enough');
});

test('a load that fails leaves no weights behind', async () => {
  const { numTensors } = tf.memory();
  await expect(load(convolutions, { layers: ['typo'] })).rejects.toThrow('layers names "typo"');
  expect(tf.memory().numTensors).toBe(numTensors);
  const controller = new AbortController();
  const loading = load(attention, { signal: controller.signal });
  controller.abort(new Error('enough'));
  await expect(loading).rejects.toThrow('enough');
  expect(tf.memory().numTensors).toBe(numTensors);
});

test.each([['MatMul'], ['Gemm']])('%s by a mask that follows the length keeps no weight at each run', async (op) => {
  const whole = (shape: readonly number[], ...data: number[]) => ({ type: 'int64' as const, shape, data });
  const steps: Record<string, WrittenNode[]> = {
    MatMul: [{ op: 'MatMul', inputs: ['mask', 'rows'], outputs: ['y'] }],
    Gemm: [
      { op: 'Squeeze', inputs: ['frames', 'zeros'], outputs: ['one'] },
      { op: 'Gemm', inputs: ['one', 'mask'], outputs: ['y'], attributes: { transB: 1 } },
    ],
  };
  const graph: WrittenGraph = {
    inputs: { audio: ['batch', 1, 'samples'] },
    outputs: ['y'],
    constants: {
      kernel: some([4, 1, 8], 1),
      zero: whole([], 0),
      step: whole([], 1),
      two: whole([], 2),
      zeros: whole([1], 0),
      ones: whole([1], 1),
    },
    nodes: [
      { op: 'Conv', inputs: ['audio', 'kernel'], outputs: ['frames'], attributes: { strides: [4] } },
      { op: 'Shape', inputs: ['frames'], outputs: ['shape'] },
      { op: 'Gather', inputs: ['shape', 'two'], outputs: ['count'] },
      { op: 'Range', inputs: ['zero', 'count', 'step'], outputs: ['places'] },
      { op: 'Unsqueeze', inputs: ['places', 'ones'], outputs: ['column'] },
      { op: 'Unsqueeze', inputs: ['places', 'zeros'], outputs: ['row'] },
      { op: 'LessOrEqual', inputs: ['row', 'column'], outputs: ['before'] },
      { op: 'Cast', inputs: ['before'], outputs: ['mask'], attributes: { to: 1 } },
      { op: 'Transpose', inputs: ['frames'], outputs: ['rows'], attributes: { perm: [0, 2, 1] } },
      ...steps[op]!,
    ],
  };
  const model = await load(graph, { layers: ['rows', 'y'] });
  const run = (samples: number) =>
    tf.tidy(() => {
      const { rows, y } = model.forward(tf.ones([1, samples]), ['rows', 'y']);
      const sums = tf.cumsum(rows!, 1);
      expect(tf.max(tf.abs(tf.sub(sums, y!))).dataSync()[0]).toBeLessThan(1e-5);
    });
  run(40);
  const { numTensors } = tf.memory();
  for (const samples of [40, 44, 40]) run(samples);
  expect(tf.memory().numTensors).toBe(numTensors);
  model.dispose();
});

test('activation functions are known, as one operator and written out', async () => {
  const scalar = (number: number) => ({ shape: [], data: [number] });
  const graph: WrittenGraph = {
    inputs: { audio: ['batch', 'samples'] },
    outputs: ['gelu', 'swish', 'relu', 'other'],
    constants: { root: scalar(Math.SQRT2), one: scalar(1), half: scalar(0.5), two: scalar(2) },
    nodes: [
      { op: 'Mul', inputs: ['audio', 'two'], outputs: ['x'] },
      { op: 'Div', inputs: ['x', 'root'], outputs: ['divided'] },
      { op: 'Erf', inputs: ['divided'], outputs: ['erf'] },
      { op: 'Add', inputs: ['erf', 'one'], outputs: ['sum'] },
      { op: 'Mul', inputs: ['x', 'sum'], outputs: ['product'] },
      { op: 'Mul', inputs: ['product', 'half'], outputs: ['gelu'] },
      { op: 'Sigmoid', inputs: ['x'], outputs: ['gate'] },
      { op: 'Mul', inputs: ['gate', 'x'], outputs: ['swish'] },
      { op: 'Relu', inputs: ['x'], outputs: ['relu'] },
      { op: 'Mul', inputs: ['gate', 'erf'], outputs: ['other'] },
    ],
  };
  const model = await load(graph);
  expect(model.layers.gelu).toMatchObject({ rectified: true, preactivation: { layer: 'x', turn: -0.7518 } });
  expect(model.layers.swish).toMatchObject({ rectified: true, preactivation: { layer: 'x', turn: -1.2785 } });
  expect(model.layers.relu).toMatchObject({ rectified: true });
  for (const name of ['x', 'product', 'other', 'erf', 'relu'])
    expect(model.layers[name]!.preactivation).toBeUndefined();
  for (const name of ['x', 'product', 'other', 'erf']) expect(model.layers[name]!.rectified).toBeUndefined();
  model.dispose();
  const alone = await load(graph, { layers: ['gelu'] });
  expect(alone.layers.gelu).toMatchObject({ rectified: true });
  expect(alone.layers.gelu!.preactivation).toBeUndefined();
  alone.dispose();
});
