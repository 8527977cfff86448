import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMessage, type Message } from '@audiate/compile/internal/onnx/protobuf';
import { InputError, joinBytes } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadOnnx, type OnnxFiles } from '../index.js';
import { some } from '../testing/operator-case.js';
import { convolutions, SMALL_MODELS } from '../testing/small-models.js';
import { type WrittenGraph, type WrittenNode, writeGraph, writeModel, writeTensor } from '../testing/write-model.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const options = { sampleRate: 16_000, maxSamples: 256 };

async function refusal(source: Parameters<typeof loadOnnx>[0], more: object = {}): Promise<string> {
  const error = await loadOnnx(source, { ...options, ...more }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(InputError);
  const { message } = error as Error;
  expect(message).not.toContain('\n');
  return message;
}

/** A model of one node more. */
const withNodes = (...nodes: WrittenNode[]): Uint8Array =>
  writeModel({ ...convolutions, nodes: [...convolutions.nodes, ...nodes] });

/** A model whose constants are written by hand. */
function withTensors(...tensors: Message[]): Uint8Array {
  const graph: WrittenGraph = {
    inputs: { x: ['batch', 'samples'] },
    outputs: ['y'],
    nodes: [{ op: 'Mul', inputs: ['x', 'w'], outputs: ['y'] }],
  };
  const message = createMessage();
  for (const part of writeGraph(graph).parts) message.raw(part);
  for (const tensor of tensors) message.message(5, tensor);
  const set = createMessage();
  set.integer(2, 17);
  const model = createMessage();
  model.message(7, message);
  model.message(8, set);
  return joinBytes(model.parts);
}

function external(entries: Readonly<Record<string, string>>, shape: readonly number[] = [4]): Uint8Array {
  const tensor = createMessage();
  tensor.integers(1, shape);
  tensor.integer(2, 1);
  tensor.text(8, 'w');
  for (const [key, value] of Object.entries(entries)) {
    const entry = createMessage();
    entry.text(1, key);
    entry.text(2, value);
    tensor.message(13, entry);
  }
  tensor.integer(14, 1);
  return withTensors(tensor);
}

describe('a file that is no model, or damaged, is refused in one sentence', () => {
  test.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(), /^the model is no ONNX model, or damaged: it has no graph$/],
    [
      'a text',
      new TextEncoder().encode('<!DOCTYPE html><html>not found</html>'),
      /^the model is no ONNX model, or damaged: /,
    ],
    ['zeros', new Uint8Array(64), /^the model is no ONNX model, or damaged: /],
  ])('%s', async (_, bytes, message) => {
    expect(await refusal(bytes)).toMatch(message);
  });

  test('cut anywhere', async () => {
    const whole = SMALL_MODELS.convolutions;
    for (let length = 0; length < whole.length; length += 41) {
      const error = await loadOnnx(whole.subarray(0, length), options).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(InputError);
    }
  });

  test('with bytes changed it loads or is refused, and nothing else', async () => {
    const whole = SMALL_MODELS.convolutions;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        async (changes) => {
          const bytes = whole.slice();
          for (const [at, value] of changes) bytes[at] = value;
          const error = await loadOnnx(bytes, { ...options, maxSamples: 64 }).then(
            (model) => model.dispose(),
            (thrown: unknown) => thrown,
          );
          if (error !== undefined) expect(error).toBeInstanceOf(InputError);
        },
      ),
      { numRuns: 30 },
    );
  });

  test.each<[string, Uint8Array, RegExp]>([
    [
      'a cycle',
      withNodes({ op: 'Add', inputs: ['sum', 'b'], outputs: ['a'] }, { op: 'Relu', inputs: ['a'], outputs: ['b'] }),
      /^the model is damaged: Add "Add of a" reads "b", which nothing before it computes$/,
    ],
    [
      'a node that hears itself',
      withNodes({ op: 'Relu', inputs: ['a'], outputs: ['a'] }),
      /reads "a", which nothing before it computes$/,
    ],
    [
      'a value twice',
      withNodes({ op: 'Relu', inputs: ['first'], outputs: ['sum'] }),
      /^the model is damaged: "sum" is computed twice$/,
    ],
    [
      'an output of nothing',
      writeModel({ ...convolutions, outputs: ['nowhere'] }),
      /^the model is damaged: nothing computes its output "nowhere"$/,
    ],
    [
      'an old version',
      writeModel(convolutions, 6),
      /^the model has version 6 of ONNX's operators; versions 9 to 24 are read/,
    ],
    ['a version to come', writeModel(convolutions, 900), /^the model has version 900 of/],
    [
      'operators that are not there',
      withNodes(
        { op: 'Loop', inputs: ['sum'], outputs: ['a'] },
        { op: 'FusedGemm', domain: 'com.microsoft', inputs: ['a'], outputs: ['b'] },
        { op: 'Loop', inputs: ['b'], outputs: ['c'] },
      ),
      /^the model needs 2 operators that loadOnnx does not have: Loop \(2\), com\.microsoft:FusedGemm \(1\)$/,
    ],
    [
      'too few bytes',
      withTensors(lying([100])),
      /^constant "w" of shape \[100\] \(float\) needs 400 bytes, but the file gives 16; it is damaged$/,
    ],
    ['too many bytes', withTensors(lying([2])), /needs 8 bytes, but the file gives 16/],
    [
      'a huge shape',
      withTensors(lying([2 ** 20, 2 ** 20])),
      /^constant "w" has the shape \[1048576,1048576\]; at most 8 axes and/,
    ],
    ['a negative shape', withTensors(lying([-2, -2])), /^constant "w" has the shape \[-2,-2\]; .* no extent negative$/],
    [
      'many axes',
      withTensors(lying(Array<number>(200).fill(1))),
      /^constant "w" has the shape \[1,1,1,1,1,1,1,1,1\]; at most 8 axes/,
    ],
    ['an element type of none', withTensors(lying([4], 99)), /^constant "w" has the element type 99; /],
    [
      'a shape that would fill the memory',
      writeModel({
        ...convolutions,
        constants: { ...convolutions.constants, huge: { type: 'int64', shape: [2], data: [1e9, 1e9] } },
        nodes: [...convolutions.nodes, { op: 'ConstantOfShape', inputs: ['huge'], outputs: ['filled'] }],
      }),
      /^ConstantOfShape "ConstantOfShape of filled" has the shape \[1000000000,1000000000\]; at most/,
    ],
    [
      'a kernel that does not fit',
      writeModel({ ...convolutions, constants: { ...convolutions.constants, 'conv.1': some([6, 5, 3]) } }),
      /Conv "Conv of second" in 1 groups has a kernel of shape \[6,5,3\], which does not fit 4 channels/,
    ],
  ])('%s', async (_, bytes, message) => {
    expect(await refusal(bytes)).toMatch(message);
  });

  test('graphs within graphs', async () => {
    const inner = (depth: number): WrittenGraph => ({
      outputs: ['y'],
      nodes:
        depth === 0
          ? [{ op: 'Relu', inputs: ['sum'], outputs: ['y'] }]
          : [
              {
                op: 'If',
                inputs: ['c'],
                outputs: ['y'],
                attributes: { then_branch: { graph: inner(depth - 1) }, else_branch: { graph: inner(0) } },
              },
            ],
    });
    const bytes = withNodes({
      op: 'If',
      inputs: ['c'],
      outputs: ['z'],
      attributes: { then_branch: { graph: inner(30) } },
    });
    expect(await refusal(bytes)).toBe('the model has graphs within graphs more than 16 deep');
  });
});

function lying(shape: readonly number[], type = 1): Message {
  const tensor = createMessage();
  tensor.integers(1, shape);
  tensor.integer(2, type);
  tensor.text(8, 'w');
  tensor.bytes(9, new Uint8Array(16));
  return tensor;
}

describe('weights beside the model', () => {
  const beside = { 'model.data': new Uint8Array(Float32Array.of(9, 1, 2, 3, 4).buffer) };

  test.each<[string, OnnxFiles['beside']]>([
    ['bytes', beside],
    ['a Blob', { 'model.data': new Blob([beside['model.data']]) }],
  ])('are read where they lie in %s', async (_, files) => {
    const model = await loadOnnx(
      { model: external({ location: 'model.data', offset: '4', length: '16' }, [4, 1]), beside: files! },
      { ...options, layers: ['y'] },
    );
    tf.tidy(() => {
      expect([...model.forward(tf.tensor2d([[1, 2, 3]]), ['y']).y!.dataSync()]).toEqual([
        1, 2, 3, 4, 2, 4, 6, 8, 3, 6, 9, 12,
      ]);
    });
    model.dispose();
  });

  test.each<[string, Record<string, string>, RegExp]>([
    [
      'outside of its folder',
      { location: '../../etc/passwd' },
      /^the place of constant "w" must be a plain file name without folders, got "\.\.\/\.\.\/etc\/passwd"$/,
    ],
    ['at an absolute path', { location: '/etc/passwd' }, /must be a plain file name/],
    ['at a path of Windows', { location: 'C:\\secrets' }, /must be a plain file name/],
    ['in a folder above', { location: '..' }, /must be a plain file name/],
    ['nowhere', {}, /must be a plain file name without folders, got ""$/],
    [
      'in a file that is not there',
      { location: 'other.data' },
      /^constant "w" lies in "other\.data", which is not beside the model$/,
    ],
    [
      'behind the end',
      { location: 'model.data', offset: '8' },
      /^constant "w" lies at 8 to 24 of "model\.data", which has 20 bytes$/,
    ],
    ['far behind the end', { location: 'model.data', offset: '999999999999999' }, /which has 20 bytes$/],
    [
      'at no number',
      { location: 'model.data', offset: '-1' },
      /^the offset of constant "w" must be a whole number of at most 15 digits, got "-1"$/,
    ],
    [
      'at a number beyond all',
      { location: 'model.data', offset: '9'.repeat(40) },
      /must be a whole number of at most 15 digits/,
    ],
    [
      'in another number',
      { location: 'model.data', length: '12' },
      /^constant "w" of shape \[4\] needs 16 bytes, but 12 lie in "model\.data"$/,
    ],
  ])('%s are refused', async (_, entries, message) => {
    const files: OnnxFiles = { model: external(entries), beside };
    expect(await refusal(files)).toMatch(message);
  });

  test('in a folder: not past it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'audiate-onnx-'));
    try {
      await writeFile(join(folder, 'model.onnx'), external({ location: 'model.data' }, [4, 1]));
      expect(await refusal(join(folder, 'model.onnx'))).toMatch(/which is not beside the model$/);
      await writeFile(join(folder, 'model.data'), new Uint8Array(16));
      (await loadOnnx(folder, options)).dispose();
      await symlink('/dev/zero', join(folder, 'zeros.onnx'));
      expect(await refusal(join(folder, 'zeros.onnx'))).toMatch(/is not a file$/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

test('a tensor of an attribute is checked alike', async () => {
  const value = { tensor: { shape: [1], data: [1] } };
  const bytes = withNodes({ op: 'Constant', inputs: [], outputs: ['c'], attributes: { value } });
  (await loadOnnx(bytes, options)).dispose();
  expect(writeTensor(value.tensor, 'x').byteLength()).toBeGreaterThan(0);
});

test.each([
  ['https://example.invalid/a%zz.onnx', 'a%zz.onnx'],
  ['https://example.invalid/models/%2F..%2Fa.onnx', '/../a.onnx'],
  ['https://example.invalid/models/..%5Ca.onnx', '..\\\\a.onnx'],
])('the address %s names no file', async (address, file) => {
  expect(await refusal(address)).toBe(
    `the file of "${address}" must be a plain file name without folders, got "${file}"`,
  );
});

test('what is no address is told', async () => {
  expect(await refusal('https://:/a.onnx')).toBe('"https://:/a.onnx" is no address');
});

describe('numbers that are worked out of a small file', () => {
  const whole = (...data: number[]) => ({ type: 'int64' as const, shape: [data.length], data });
  const made = (count: number, size: number): Uint8Array =>
    writeModel({
      ...convolutions,
      constants: { ...convolutions.constants, size: whole(size) },
      nodes: [
        ...Array.from({ length: count }, (_, i) => ({
          op: 'ConstantOfShape',
          inputs: ['size'],
          outputs: [`zeros.${i}`],
        })),
        ...convolutions.nodes,
      ],
    });

  test('are bounded in sum', async () => {
    expect(await refusal(made(6, 2 ** 22))).toMatch(
      /^ConstantOfShape ".*" makes the numbers worked out of the file's constants \d+; at most \d+ are allowed for those that it holds$/,
    );
    expect(await refusal(made(1, 2 ** 27))).toMatch(
      /^ConstantOfShape ".*" has the shape \[134217728\]; at most 8 axes/,
    );
    const model = await loadOnnx(made(2, 2 ** 20), options);
    model.dispose();
  });

  test('are reduced, however many', async () => {
    const graph: WrittenGraph = {
      inputs: { audio: ['batch', 'samples'] },
      outputs: ['y'],
      constants: { size: whole(200_000) },
      nodes: [
        { op: 'ConstantOfShape', inputs: ['size'], outputs: ['zeros'] },
        { op: 'ReduceMax', inputs: ['zeros'], outputs: ['most'] },
        { op: 'ReduceMin', inputs: ['zeros'], outputs: ['least'] },
        { op: 'Add', inputs: ['audio', 'most'], outputs: ['sum'] },
        { op: 'Sub', inputs: ['sum', 'least'], outputs: ['y'] },
      ],
    };
    const model = await loadOnnx(writeModel(graph), options);
    tf.tidy(() => {
      expect([...model.forward(tf.tensor2d([[1, 2]]), ['y']).y!.dataSync()]).toEqual([1, 2]);
    });
    model.dispose();
  });

  test('are told where they cannot be', async () => {
    const statistics = Array<string>(4).fill('bias');
    const node = { op: 'BatchNormalization', inputs: ['conv.1', ...statistics], outputs: ['damaged'] };
    expect(await refusal(withNodes(node))).toMatch(
      /^BatchNormalization ".*" cannot be computed of values of the shapes \[6,4,3\], \[6\], \[6\], \[6\], \[6\]: /,
    );
  });
});
