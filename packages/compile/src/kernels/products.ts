import { backend_util } from '@tensorflow/tfjs';
import type { Builder } from '../graph/builder.js';
import { along, type Value } from '../graph/graph.js';
import { type Kernel, type Kernels, untraceable } from './kernel.js';
import type { Info } from './tracer.js';

const ACTIVATIONS: Readonly<Record<string, 'Relu' | 'Sigmoid' | 'Elu'>> = {
  relu: 'Relu',
  sigmoid: 'Sigmoid',
  elu: 'Elu',
};

function product(build: Builder, a: Value, b: Value, { transposeA, transposeB }: Record<string, boolean>): Value {
  const batch = backend_util.assertAndGetBroadcastShape(
    a.shape.slice(0, -2) as number[],
    b.shape.slice(0, -2) as number[],
  );
  const shape = [...batch, along(a, transposeA ? -1 : -2), along(b, transposeB ? -2 : -1)];
  return build.float('Product', [a, b], shape, { transA: transposeA ? 1 : 0, transB: transposeB ? 1 : 0 });
}

const matMul: Kernel<'a' | 'b'> = (tracer, { a, b }, attributes) =>
  tracer.info(product(tracer.build, tracer.value(a), tracer.value(b), attributes));

const fusedMatMul: Kernel = (tracer, inputs, attributes) => {
  const { a, b, bias } = inputs as Readonly<Record<'a' | 'b', Info> & { bias?: Info }>;
  const { activation = 'linear' } = attributes;
  const plain = product(tracer.build, tracer.value(a), tracer.value(b), attributes);
  const sum = bias ? tracer.build.one('Add', [plain, tracer.value(bias)], plain) : plain;
  if (activation === 'linear') return tracer.info(sum);
  const op = ACTIVATIONS[activation] ?? untraceable('matMul', `the fused activation "${activation}" is not supported`);
  return tracer.info(tracer.build.one(op, [sum], sum));
};

const convolution: Kernel<'x' | 'filter'> = (
  tracer,
  { x, filter },
  { strides, pad, dataFormat, dilations, dimRoundingMode },
) => {
  if (dataFormat !== 'NHWC') untraceable('conv2d', `data format ${dataFormat} is not supported`);
  const { build } = tracer;
  const shape = (list: readonly number[]) => list as [number, number, number, number];
  const info = backend_util.computeConv2DInfo(
    shape(x.shape),
    shape(filter.shape),
    strides,
    dilations,
    pad,
    dimRoundingMode,
  );
  const { top, left, bottom, right } = info.padInfo;
  const attributes = {
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    pads: [top, left, bottom, right],
  };
  const image = build.transpose(tracer.value(x), [0, 3, 1, 2]);
  const kernel = build.transpose(tracer.value(filter), [3, 2, 0, 1]);
  const { batchSize, outChannels, outHeight, outWidth } = info;
  const answer = build.float('Conv', [image, kernel], [batchSize, outChannels, outHeight, outWidth], attributes);
  return tracer.info(build.transpose(answer, [0, 2, 3, 1]));
};

const convolutionGradient: Kernel<'dy' | 'filter'> = (
  tracer,
  { dy, filter },
  { inputShape, strides, pad, dataFormat, dimRoundingMode },
) => {
  if (dataFormat !== 'NHWC') untraceable('conv2d', `data format ${dataFormat} is not supported`);
  const { build } = tracer;
  const info = backend_util.computeConv2DInfo(
    inputShape,
    filter.shape as [number, number, number, number],
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const { top, left, bottom, right } = info.padInfo;
  const rest = (size: number, out: number, stride: number, taps: number, padding: number) =>
    size - ((out - 1) * stride + taps - padding);
  const attributes = {
    strides: [info.strideHeight, info.strideWidth],
    pads: [top, left, bottom, right],
    output_padding: [
      rest(info.inHeight, info.outHeight, info.strideHeight, info.filterHeight, top + bottom),
      rest(info.inWidth, info.outWidth, info.strideWidth, info.filterWidth, left + right),
    ],
  };
  const image = build.transpose(tracer.value(dy), [0, 3, 1, 2]);
  const kernel = build.transpose(tracer.value(filter), [3, 2, 0, 1]);
  const { batchSize, inChannels, inHeight, inWidth } = info;
  const answer = build.float('ConvTranspose', [image, kernel], [batchSize, inChannels, inHeight, inWidth], attributes);
  return tracer.info(build.transpose(answer, [0, 2, 3, 1]));
};

/** Kernels that multiply matrices. */
export const products: Kernels = {
  BatchMatMul: matMul,
  _FusedMatMul: fusedMatMul,
  Conv2D: convolution,
  Conv2DBackpropInput: convolutionGradient,
};
