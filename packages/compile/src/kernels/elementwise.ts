import { backend_util } from '@tensorflow/tfjs';
import type { Builder } from '../graph/builder.js';
import type { DType, Value } from '../graph/graph.js';
import type { Kernel, Kernels } from './kernel.js';
import { untraceable, widerType } from './kernel.js';
import { valueType } from './tracer.js';

/** Kernels of one operand that ONNX has under another or the same name. */
const UNARY = {
  Abs: 'Abs',
  Acos: 'Acos',
  Acosh: 'Acosh',
  Asin: 'Asin',
  Asinh: 'Asinh',
  Atan: 'Atan',
  Atanh: 'Atanh',
  Ceil: 'Ceil',
  Cos: 'Cos',
  Cosh: 'Cosh',
  Elu: 'Elu',
  Erf: 'Erf',
  Exp: 'Exp',
  Floor: 'Floor',
  Log: 'Log',
  Neg: 'Neg',
  Reciprocal: 'Reciprocal',
  Relu: 'Relu',
  Round: 'Round',
  Selu: 'Selu',
  Sigmoid: 'Sigmoid',
  Sign: 'Sign',
  Sin: 'Sin',
  Sinh: 'Sinh',
  Softplus: 'Softplus',
  Sqrt: 'Sqrt',
  Tan: 'Tan',
  Tanh: 'Tanh',
} as const;

/** Kernels of one operand that answer yes or no. */
const QUESTIONS = { IsNan: 'IsNaN', IsInf: 'IsInf', LogicalNot: 'Not' } as const;

const ARITHMETIC = {
  Add: 'Add',
  Sub: 'Sub',
  Multiply: 'Mul',
  RealDiv: 'Div',
  Pow: 'Pow',
  Maximum: 'Max',
  Minimum: 'Min',
} as const;

const COMPARISONS = {
  Greater: 'Greater',
  GreaterEqual: 'GreaterOrEqual',
  Less: 'Less',
  LessEqual: 'LessOrEqual',
  Equal: 'Equal',
  LogicalAnd: 'And',
  LogicalOr: 'Or',
} as const;

/** A few nodes, of one operand: from its value. */
type Compose = (x: Value, build: Builder, attributes: Record<string, number>) => Value;

const COMPOSED: Readonly<Record<string, Compose>> = {
  Square: (x, build) => build.one('Mul', [x, x], x),
  Rsqrt: (x, build) => build.one('Reciprocal', [build.one('Sqrt', [x], x)], x),
  Log1p: (x, build) => build.one('Log', [build.one('Add', [x, build.scalar(1)], x)], x),
  Expm1: (x, build) => build.one('Sub', [build.one('Exp', [x], x), build.scalar(1)], x),
  Relu6: (x, build) => build.one('Clip', [x, build.scalar(0), build.scalar(6)], x),
  LeakyRelu: (x, build, { alpha = 0.2 }) => build.one('LeakyRelu', [x], x, { alpha }),
  Step: (x, build, { alpha = 0 }) => {
    const above = build.one('Greater', [x, build.scalar(0)], { shape: x.shape, dtype: 'bool' });
    const stepped = build.one('Where', [above, build.scalar(1), build.scalar(alpha)], {
      shape: x.shape,
      dtype: 'float32',
    });
    const unknown = build.one('IsNaN', [x], { shape: x.shape, dtype: 'bool' });
    return build.one('Where', [unknown, x, stepped], { shape: x.shape, dtype: 'float32' });
  },
  ClipByValue: (x, build, { clipValueMin = Number.NEGATIVE_INFINITY, clipValueMax = Number.POSITIVE_INFINITY }) =>
    build.one('Clip', [x, build.scalar(clipValueMin, x.dtype), build.scalar(clipValueMax, x.dtype)], x),
};

type Named<Table> = Table[keyof Table];

const unary =
  (op: Named<typeof UNARY> | Named<typeof QUESTIONS>, dtype?: DType): Kernel<'x'> =>
  (tracer, { x }) => {
    const value = tracer.value(x);
    return tracer.info(tracer.build.one(op, [value], { shape: value.shape, dtype: dtype ?? value.dtype }));
  };

const composed =
  (make: Compose): Kernel<'x'> =>
  (tracer, { x }, attributes) =>
    tracer.info(make(tracer.value(x), tracer.build, attributes ?? {}));

const binary =
  (kernel: string, op: Named<typeof ARITHMETIC> | Named<typeof COMPARISONS>, answer?: DType): Kernel<'a' | 'b'> =>
  (tracer, { a, b }) => {
    const shape = backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
    const dtype = answer ?? valueType(widerType(a.dtype, b.dtype));
    if (dtype === 'int32' && (op === 'Div' || op === 'Pow')) untraceable(kernel, 'whole numbers behave differently');
    return tracer.info(tracer.build.one(op, [tracer.value(a), tracer.value(b)], { shape, dtype }));
  };

const sum: Kernel = (tracer, inputs) => {
  const terms = Object.values(inputs).map((info) => tracer.value(info));
  return tracer.info(terms.reduce((total, x) => tracer.build.one('Add', [total, x], total)));
};

const squaredDifference: Kernel<'a' | 'b'> = (tracer, { a, b }) => {
  const shape = backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
  const difference = tracer.build.float('Sub', [tracer.value(a), tracer.value(b)], shape);
  return tracer.info(tracer.build.float('Mul', [difference, difference], shape));
};

const select: Kernel<'condition' | 't' | 'e'> = (tracer, { condition, t, e }) => {
  const [ask, yes, no] = [tracer.value(condition), tracer.value(t), tracer.value(e)];
  const axes = yes.shape.length - ask.shape.length;
  const asked = axes > 0 ? tracer.build.reshape(ask, [...ask.shape, ...Array(axes).fill(1)]) : ask;
  return tracer.info(tracer.build.one('Where', [asked, yes, no], yes));
};

const notEqual: Kernel<'a' | 'b'> = (tracer, { a, b }) => {
  const extent = { shape: backend_util.assertAndGetBroadcastShape(a.shape, b.shape), dtype: 'bool' as const };
  const equal = tracer.build.one('Equal', [tracer.value(a), tracer.value(b)], extent);
  return tracer.info(tracer.build.one('Not', [equal], extent));
};

const cast: Kernel<'x'> = (tracer, { x }, { dtype }) => {
  const value = tracer.value(x);
  const to = valueType(dtype);
  if (value.dtype === to) return tracer.info(value);
  return tracer.info(tracer.build.one('Cast', [value], { shape: value.shape, dtype: to }));
};

const from = <T>(table: Readonly<Record<string, T>>, make: (op: T, kernel: string) => Kernels[string]): Kernels =>
  Object.fromEntries(Object.entries(table).map(([kernel, op]) => [kernel, make(op, kernel)]));

const eluGradient: Kernel<'dy' | 'y'> = (tracer, { dy, y }) => {
  const [slope, value, { build }] = [tracer.value(dy), tracer.value(y), tracer];
  const on = build.one('GreaterOrEqual', [value, build.scalar(0)], { shape: value.shape, dtype: 'bool' });
  const off = build.float('Mul', [slope, build.float('Add', [value, build.scalar(1)], value.shape)], value.shape);
  return tracer.info(build.float('Where', [on, slope, off], value.shape));
};

/** Kernels that go number by number. */
export const elementwise: Kernels = {
  ...from(UNARY, (op) => unary(op)),
  ...from(QUESTIONS, (op) => unary(op, 'bool')),
  ...from(ARITHMETIC, (op, kernel) => binary(kernel, op)),
  ...from(COMPARISONS, (op, kernel) => binary(kernel, op, 'bool')),
  ...from(COMPOSED, (make) => composed(make)),
  AddN: sum,
  EluGrad: eluGradient,
  SquaredDifference: squaredDifference,
  Select: select,
  NotEqual: notEqual,
  Cast: cast,
};
