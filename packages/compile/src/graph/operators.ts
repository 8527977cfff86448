import { namedOperators } from './named-operators.js';
import { type Operand, operator, type Traits } from './traits.js';

type Unary = [x: Operand];
type Binary = [a: Operand, b: Operand];
type Ternary = [a: Operand, b: Operand, c: Operand];
type Reduction = {
  readonly axes?: readonly number[];
  readonly keepdims: number;
};

type Transposed = {
  readonly transA: number;
  readonly transB: number;
};

type Convolution = {
  readonly strides?: readonly number[];
  readonly dilations?: readonly number[];
  readonly pads: readonly number[];
  readonly output_padding?: readonly number[];
  readonly group?: number;
  readonly kernel_shape?: readonly number[];
};

const elementwise = { elementwise: true } as const;
const polyphase = { elementwise: true, polyphase: true } as const;

/**
 * Every operator, of ONNX (opset 20) and of the compiler's own, by name: trace, rewrite, polyphase and lower read this one
 * table. Operators that take settings as operands in ONNX and as attributes here have them as optional ones.
 */
export const operators = {
  // Elementwise, of one operand.
  Abs: operator<Unary>({ ...polyphase, keepsZeros: 'first' }),
  Acos: operator<Unary>(elementwise),
  Acosh: operator<Unary>(elementwise),
  Asin: operator<Unary>(elementwise),
  Asinh: operator<Unary>(elementwise),
  Atan: operator<Unary>(elementwise),
  Atanh: operator<Unary>(elementwise),
  Cast: operator<Unary, { readonly to?: number }>(elementwise),
  Ceil: operator<Unary>(elementwise),
  Cos: operator<Unary>(elementwise),
  Cosh: operator<Unary>(elementwise),
  Elu: operator<Unary>(elementwise),
  Erf: operator<Unary>({ ...polyphase, keepsZeros: 'first' }),
  Exp: operator<Unary>(elementwise),
  Floor: operator<Unary>(elementwise),
  HardSigmoid: operator<Unary, { readonly alpha: number; readonly beta: number }>(elementwise),
  Identity: operator<Unary>({ ...polyphase, keepsZeros: 'first' }),
  IsInf: operator<Unary>(elementwise),
  IsNaN: operator<Unary>(elementwise),
  LeakyRelu: operator<Unary, { readonly alpha: number }>(elementwise),
  Log: operator<Unary>(elementwise),
  Neg: operator<Unary>({ ...polyphase, keepsZeros: 'first' }),
  Not: operator<Unary>(elementwise),
  Reciprocal: operator<Unary>(elementwise),
  Relu: operator<Unary>({ ...polyphase, keepsZeros: 'first' }),
  Round: operator<Unary>(elementwise),
  Selu: operator<Unary>(elementwise),
  Sigmoid: operator<Unary>(polyphase),
  Sign: operator<Unary>(elementwise),
  Sin: operator<Unary>(elementwise),
  Sinh: operator<Unary>(elementwise),
  Softplus: operator<Unary>(elementwise),
  Sqrt: operator<Unary>(elementwise),
  Tan: operator<Unary>(elementwise),
  Tanh: operator<Unary>({ ...polyphase, keepsZeros: 'first' }),
  // Elementwise, of more.
  Add: operator<Binary>({
    ...polyphase,
    keepsZeros: 'both',
    arithmetic: { fold: (a, b) => a + b, neutral: [0, 0] },
  }),
  And: operator<Binary>(elementwise),
  Clip: operator<Ternary>(elementwise),
  Div: operator<Binary>({ ...elementwise, arithmetic: { fold: (a, b) => a / b, neutral: [undefined, 1] } }),
  Equal: operator<Binary>(elementwise),
  Greater: operator<Binary>(elementwise),
  GreaterOrEqual: operator<Binary>(elementwise),
  Less: operator<Binary>(elementwise),
  LessOrEqual: operator<Binary>(elementwise),
  Max: operator<Binary>(polyphase),
  Min: operator<Binary>(polyphase),
  Mul: operator<Binary>({
    ...polyphase,
    keepsZeros: 'either',
    arithmetic: { fold: (a, b) => a * b, neutral: [1, 1] },
  }),
  Or: operator<Binary>(elementwise),
  Pow: operator<Binary>(elementwise),
  Sub: operator<Binary>({
    ...polyphase,
    keepsZeros: 'both',
    arithmetic: { fold: (a, b) => a - b, neutral: [undefined, 0] },
  }),
  Where: operator<Ternary>(elementwise),
  // Along an axis.
  ArgMax: operator<Unary, { readonly axis: number; readonly keepdims: number }>(),
  ArgMin: operator<Unary, { readonly axis: number; readonly keepdims: number }>(),
  CumSum: operator<
    [x: Operand, axis?: Operand],
    { readonly axis?: number; readonly exclusive: number; readonly reverse: number }
  >(),
  ReduceMax: operator<[x: Operand, axes?: Operand], Reduction>(),
  ReduceMean: operator<[x: Operand, axes?: Operand], Reduction>(),
  ReduceMin: operator<[x: Operand, axes?: Operand], Reduction>(),
  ReduceProd: operator<[x: Operand, axes?: Operand], Reduction>(),
  ReduceSum: operator<[x: Operand, axes?: Operand], Reduction>(),
  Softmax: operator<Unary, { readonly axis: number }>({ rowwise: 1 }),
  /** The `k` largest numbers of each row along the last axis, descending. */
  TopKValues: operator<Unary, { readonly k: number }>({ rowwise: 1 }),
  /** Where in the row they stand, int64. */
  TopKIndices: operator<Unary, { readonly k: number }>({ rowwise: 1 }),
  TopK: operator<
    [x: Operand, k: Operand],
    { readonly axis: number; readonly largest: number; readonly sorted: number },
    [values: Operand, indices: Operand]
  >(),
  /** `x / scale + zero` in bytes, rounded to even and cut to what a byte holds; scales and zeros along an axis. */
  QuantizeLinear: operator<[x: Operand, scale: Operand, zero: Operand], { readonly axis: number }>(),
  // That move numbers.
  /** The numbers `begin … begin + size − 1` along an axis. */
  AxisSlice: operator<[x: Operand, begin: Operand], { readonly axis: number; readonly size: number }>(),
  /** Zeros, `total` long along an axis, but for the operand from `begin` on. */
  AxisPad: operator<[x: Operand, begin: Operand], { readonly axis: number; readonly total: number }>(),
  Concat: operator<readonly Operand[], { readonly axis: number }>(),
  Expand: operator<[x: Operand, shape?: Operand]>(),
  Gather: operator<[x: Operand, indices: Operand], { readonly axis: number }>(),
  /** The signal whose polyphase components the operands are; `clean` (0 or 1): beyond its end they hold zeros. */
  Interleave: operator<readonly Operand[], { readonly clean: number }>(),
  Pad: operator<[x: Operand, pads: Operand, value?: Operand]>(),
  Reshape: operator<[x: Operand, shape?: Operand]>(),
  Slice: operator<[x: Operand, starts: Operand, ends: Operand, axes: Operand, steps?: Operand]>(),
  Tile: operator<[x: Operand, repeats: Operand]>(),
  Transpose: operator<Unary, { readonly perm: readonly number[] }>(),
  // Products.
  Conv: operator<Binary, Convolution>(),
  ConvTranspose: operator<Binary, Convolution>(),
  FusedMatMul: operator<Binary, Transposed>(),
  Gemm: operator<[a: Operand, b: Operand, c?: Operand], Partial<Transposed>>(),
  LayerNormalization: operator<
    Ternary,
    { readonly axis: number; readonly epsilon: number },
    [y: Operand, mean: Operand, inverse: Operand]
  >(),
  MatMul: operator<Binary>(),
  /** `(a − aZero) · b` of bytes, times both scales: `aScale` one number, `bScale` one for each column. */
  MatMulIntegerToFloat: operator<[a: Operand, b: Operand, aScale: Operand, bScale: Operand, aZero: Operand]>(),
  /** A product of matrices `[…, rows, inner]` and `[…, inner, columns]`, of either transposed where 1. */
  Product: operator<Binary, Transposed>(),
  ...namedOperators,
} as const;

/** The name of an operator. */
export type Op = keyof typeof operators;

/** What is known about an operator. */
export const traitsOf = (op: Op): Traits => operators[op];

/** Every operator with a trait. */
export const opsWith = (holds: (traits: Traits) => unknown): Op[] =>
  (Object.keys(operators) as Op[]).filter((op) => holds(operators[op]));
