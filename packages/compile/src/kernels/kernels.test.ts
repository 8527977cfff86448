import * as ops from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agrees, numbers } from '../testing/agree.js';
import { registerKernels } from '../trace/register-kernels.js';
import { kernels } from './kernels.js';

type Case = [name: string, fn: (...xs: tf.Tensor[]) => tf.Tensor, shapes: number[][], options?: object];
const positive = { positive: true };
const flat = { differentiable: false };
const t3 = (x: tf.Tensor) => x as tf.Tensor3D;

const unary: Case[] = [
  ...[tf.neg, tf.exp, tf.erf, tf.sqrt, tf.tanh, tf.sigmoid, tf.relu, tf.log, tf.sin, tf.cos, tf.square, tf.rsqrt],
  ...[tf.log1p, tf.expm1, tf.relu6, tf.elu, tf.selu, tf.softplus, tf.reciprocal, tf.sinh, tf.cosh, tf.atan, tf.asinh],
  ...[tf.leakyRelu, tf.abs, tf.asin, tf.acos, tf.tan],
].flatMap((f): Case[] => {
  const small = (x: tf.Tensor) => (f as (x: tf.Tensor) => tf.Tensor)(tf.mul(x, 0.8));
  return [
    [f.name, small, [[7]], positive],
    [`${f.name} on a matrix`, small, [[2, 3]], positive],
  ];
});

const cases: Case[] = [
  ...unary,
  ['neg of both signs', (x) => tf.neg(x!), [[5]]],
  ['relu of both signs', (x) => tf.relu(x!), [[2, 9]]],
  ['abs of both signs', (x) => ops.abs(x!), [[9]]],
  ['step', (x) => tf.step(x!), [[9]], flat],
  [
    'sign, floor, ceil, round',
    (x) => tf.add(tf.add(tf.sign(x!), tf.floor(tf.mul(x!, 3))), tf.add(tf.ceil(x!), tf.round(tf.mul(x!, 2.2)))),
    [[9]],
    flat,
  ],
  ['acosh', (x) => tf.acosh(tf.add(x!, 1)), [[5]], positive],
  ['atanh', (x) => tf.atanh(tf.mul(x!, 0.7)), [[5]]],
  ['isInf', (x) => tf.isInf(tf.div(1, tf.relu(x!))), [[9]], flat],
  ['isNaN', (x) => tf.isNaN(tf.log(x!)), [[9]], flat],
  ['clipByValue', (x) => tf.clipByValue(x!, -0.3, 0.4), [[9]]],
  [
    'add, broadcast',
    (a, b) => tf.add(a!, b!),
    [
      [2, 3, 4],
      [3, 1],
    ],
  ],
  ['sub, broadcast', (a, b) => tf.sub(a!, b!), [[4], [2, 3, 4]]],
  [
    'mul, broadcast',
    (a, b) => tf.mul(a!, b!),
    [
      [2, 1, 4],
      [1, 3, 1],
    ],
  ],
  [
    'div, broadcast',
    (a, b) => tf.div(a!, b!),
    [
      [2, 3],
      [1, 3],
    ],
    positive,
  ],
  ['pow', (a, b) => tf.pow(a!, b!), [[5], [5]], positive],
  ['maximum, minimum', (a, b) => tf.add(tf.maximum(a!, b!), tf.mul(tf.minimum(a!, b!), 2)), [[6], [6]]],
  [
    'squaredDifference',
    (a, b) => tf.squaredDifference(a!, b!),
    [
      [2, 3],
      [2, 3],
    ],
  ],
  ['divNoNan', (a, b) => tf.divNoNan(a!, tf.relu(b!)), [[9], [9]], flat],
  [
    'addN',
    (a, b) => tf.addN([a!, b!, a!]),
    [
      [2, 3],
      [2, 3],
    ],
  ],
  ['scalars made in the function', (x) => tf.mul(tf.add(x!, 0.25), 1.5), [[3]]],
  ['neutral numbers', (x) => tf.add(tf.mul(x!, tf.ones([2, 3])), tf.zeros([2, 3])), [[3]]],
  [
    'where',
    (a, b) => tf.where(tf.greater(a!, 0.1), a!, b!),
    [
      [2, 4],
      [2, 4],
    ],
  ],
  [
    'comparisons',
    (a, b) => tf.logicalOr(tf.logicalAnd(tf.less(a!, b!), tf.greaterEqual(a!, 0)), tf.notEqual(a!, b!)),
    [[7], [7]],
    flat,
  ],
  [
    'logicalNot, lessEqual, equal',
    (a, b) => tf.logicalNot(tf.logicalAnd(tf.lessEqual(a!, b!), tf.equal(a!, a!))),
    [[7], [7]],
    flat,
  ],
  ['sum', (x) => tf.sum(x!, 1), [[2, 3, 4]]],
  ['sum of all', (x) => tf.sum(x!), [[2, 3]]],
  ['mean, kept', (x) => tf.mean(x!, [0, 2], true), [[2, 3, 4]]],
  ['max', (x) => tf.max(x!, 1), [[3, 5]]],
  ['min', (x) => tf.min(x!, -1), [[3, 5]]],
  ['prod', (x) => tf.prod(x!, 1), [[3, 4]], flat],
  ['argMax', (x) => tf.argMax(x!, 1), [[3, 5]], flat],
  ['argMin', (x) => tf.argMin(x!, 0), [[3, 5]], flat],
  ['cumsum', (x) => tf.cumsum(x!, 1), [[2, 5]]],
  ['cumsum, exclusive and reverse', (x) => tf.cumsum(x!, 1, true, true), [[4, 2]]],
  ['topk, values', (x) => tf.topk(x!, 3).values, [[2, 4, 7]], flat],
  ['topk, places', (x) => tf.cast(tf.topk(x!, 2).indices, 'float32'), [[3, 5]], flat],
  ['topk, a row', (x) => tf.slice(tf.topk(x!, 2).values, [0, 3, 1], [1, 1, 1]), [[1, 9, 5]], flat],
  ['softmax', (x) => tf.softmax(x!), [[2, 3, 5]]],
  ['logSoftmax', (x) => tf.logSoftmax(x!), [[2, 5]]],
  ['logSumExp', (x) => tf.logSumExp(x!, 1), [[2, 5]]],
  ['reshape, expandDims, squeeze', (x) => tf.squeeze(tf.expandDims(tf.reshape(x!, [3, -1]), 1), [1]), [[2, 6]]],
  ['transpose', (x) => tf.transpose(x!, [2, 0, 1]), [[2, 3, 4]]],
  ['slice', (x) => tf.slice(x!, [0, 1, 2], [2, 2, 1]), [[2, 3, 4]]],
  ['slice of slice', (x) => tf.slice(tf.slice(x!, [1], [5]), [2], [2]), [[8]]],
  ['stridedSlice', (x) => tf.stridedSlice(x!, [0, 3], [2, 0], [1, -2]), [[2, 5]]],
  [
    'pad',
    (x) =>
      tf.pad(x!, [
        [1, 0],
        [0, 2],
      ]),
    [[2, 3]],
  ],
  [
    'pad by a number',
    (x) =>
      tf.pad(
        x!,
        [
          [1, 1],
          [0, 2],
        ],
        0.5,
      ),
    [[2, 3]],
  ],
  [
    'concat',
    (a, b) => tf.concat([a!, b!, a!], 1),
    [
      [2, 3],
      [2, 1],
    ],
  ],
  [
    'stack',
    (a, b) => tf.stack([a!, b!], 1),
    [
      [2, 3],
      [2, 3],
    ],
  ],
  ['unstack', (x) => tf.add(tf.unstack(x!, 1)[0]!, tf.mul(tf.unstack(x!, 1)[2]!, 3)), [[2, 3]]],
  ['split', (x) => tf.mul(tf.split(x!, [1, 3], 1)[1]!, 2), [[2, 4]]],
  ['tile', (x) => tf.tile(x!, [2, 3]), [[2, 2]]],
  ['broadcastTo', (x) => tf.broadcastTo(x!, [4, 3]), [[1, 3]]],
  ['reverse', (x) => tf.reverse(x!, [1]), [[2, 5]]],
  ['gather', (x) => tf.gather(x!, tf.tensor1d([2, 0, 2], 'int32'), 1), [[2, 3]], flat],
  [
    'fill, zerosLike, onesLike, range',
    (x) => tf.add(tf.add(tf.fill([5], 2), tf.zerosLike(x!)), tf.add(tf.onesLike(x!), tf.range(0, 5))),
    [[5]],
    flat,
  ],
  ['cast', (x) => tf.cast(tf.cast(tf.mul(x!, 3), 'int32'), 'float32'), [[6]], flat],
  [
    'matMul',
    (a, b) => tf.matMul(a!, b!),
    [
      [2, 3],
      [3, 4],
    ],
  ],
  [
    'matMul, transposed',
    (a, b) => tf.matMul(a!, b!, true, true),
    [
      [3, 2],
      [4, 3],
    ],
  ],
  [
    'matMul of batches',
    (a, b) => tf.matMul(a!, b!, false, true),
    [
      [2, 3, 4],
      [2, 5, 4],
    ],
  ],
  [
    'matMul of four axes',
    (a, b) => tf.matMul(a!, b!),
    [
      [2, 2, 3, 4],
      [2, 2, 4, 3],
    ],
  ],
  [
    'fused matMul',
    (a, b, c) => tf.fused.matMul({ a: a as tf.Tensor2D, b: b as tf.Tensor2D, bias: c!, activation: 'relu' }),
    [[2, 3], [3, 4], [4]],
    flat,
  ],
  [
    'conv2d, with stride and padding',
    (x) => tf.conv2d(x as tf.Tensor4D, tf.tensor4d(numbers(54), [3, 3, 2, 3]), [2, 1], 'same'),
    [[1, 6, 5, 2]],
  ],
  ['conv1d of TensorFlow.js', (x) => tf.conv1d(t3(x!), tf.tensor3d(numbers(30), [5, 2, 3]), 2, 'valid'), [[2, 11, 2]]],
  ['gelu', (x) => ops.gelu(tf.mul(x!, 4)), [[2, 9]]],
  ['gelu of three axes', (x) => ops.gelu(x!), [[2, 3, 4]]],
  [
    'layerNorm',
    (x) => ops.layerNorm(x!, ops.weight(numbers(6), [6]), ops.weight(numbers(6, 1), [6]), 1e-5),
    [[2, 3, 6]],
  ],
  [
    'instanceNorm',
    (x) => ops.instanceNorm(t3(x!), ops.weight(numbers(4), [4]), ops.weight(numbers(4, 1), [4]), 1e-5),
    [[2, 7, 4]],
  ],
  ['linear', (x) => ops.linear(x!, ops.weight(numbers(15), [5, 3]), ops.weight(numbers(5, 1), [5])), [[2, 4, 3]]],
  ['linear without bias', (x) => ops.linear(x!, ops.weight(numbers(15), [5, 3])), [[4, 3]]],
  ...[
    [10, 5, 1],
    [3, 2, 4],
    [2, 2, 3],
    [4, 3, 2],
    [2, 3, 2],
    [3, 1, 2],
  ].flatMap(([taps, stride, inputs]): Case[] =>
    [23, 24, 25].map(
      (frames): Case => [
        `conv1d of ${taps} taps, stride ${stride}, ${inputs} channels, ${frames} frames`,
        (x) =>
          ops.conv1d(t3(x!), ops.weight(numbers(3 * inputs! * taps!), [3, inputs!, taps!]), {
            stride: stride!,
            bias: ops.weight(numbers(3), [3]),
          }),
        [[2, frames, inputs!]],
      ],
    ),
  ),
  ...[
    [4, [2, 1]],
    [5, [2, 2]],
    [3, [0, 4]],
  ].map(
    ([taps, padding]): Case => [
      `groupedConv1d of ${taps} taps padded by ${padding}`,
      (x) =>
        ops.groupedConv1d(t3(x!), ops.weight(numbers(6 * 2 * (taps as number)), [6, 2, taps as number]), {
          groups: 3,
          padding: padding as [number, number],
          bias: ops.weight(numbers(6), [6]),
        }),
      [[2, 7, 6]],
    ],
  ),
];

describe('value and gradient equal the cpu backend', () => {
  test.each(cases)('%s', async (_, fn, shapes, options) => {
    const { value } = await agrees(fn, shapes, options);
    expect(value.length).toBeGreaterThan(0);
    expect(value.some((x) => x !== 0)).toBe(true);
  });
});

test('arithmetic on any shapes that broadcast', async () => {
  const extents = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
  const operation = fc.constantFrom(tf.add, tf.sub, tf.mul, tf.div);
  await fc.assert(
    fc.asyncProperty(extents, fc.array(fc.boolean()), fc.nat(3), operation, async (shape, ones, drop, op) => {
      const other = shape.map((extent, i) => (ones[i] ? 1 : extent)).slice(Math.min(drop, shape.length - 1));
      await agrees((a, b) => op(a!, b!), [shape, other], { positive: true });
    }),
    { numRuns: 40 },
  );
});

test('a slice of any start and size, and its gradient', async () => {
  const axis = fc
    .integer({ min: 1, max: 6 })
    .chain((extent) =>
      fc
        .tuple(fc.constant(extent), fc.nat(extent - 1))
        .chain(([, begin]) =>
          fc.tuple(fc.constant(extent), fc.constant(begin), fc.integer({ min: 1, max: extent - begin })),
        ),
    );
  await fc.assert(
    fc.asyncProperty(fc.array(axis, { minLength: 1, maxLength: 3 }), async (axes) => {
      const [shape, begin, size] = [0, 1, 2].map((i) => axes.map((one) => one[i]!)) as [number[], number[], number[]];
      await agrees((x) => tf.mul(tf.slice(x!, begin, size), 2), [shape]);
    }),
    { numRuns: 40 },
  );
});

test('every kernel is called by the table above', async () => {
  const called = new Set<string>();
  const names = Object.keys(kernels);
  const originals = names.map((name) => [name, kernels[name]!] as const);
  const record = kernels as Record<string, (typeof kernels)[string]>;
  for (const [name, original] of originals) {
    record[name] = (...args) => {
      called.add(name);
      return original(...args);
    };
  }
  try {
    for (const name of names) tf.unregisterKernel(name, 'audiate-trace');
    registerKernels();
    for (const [, fn, shapes, options] of cases) await agrees(fn, shapes, options);
  } finally {
    for (const [name, original] of originals) record[name] = original;
  }
  const untested = names.filter((name) => !called.has(name));
  expect(untested).toEqual([]);
});
