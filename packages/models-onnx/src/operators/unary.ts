import * as ops from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import type { NodeSettings, Operators } from './operator.js';
import { type Pointwise, pointwise } from './pointwise.js';
import { squareRoot } from './safe-root.js';

type Tensor1 = (x: tf.Tensor) => tf.Tensor;
type Number1 = (x: number) => number;

/** `ln(1 + eˣ)` without overflow. */
const softplus: Number1 = (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const sigmoid: Number1 = (x) => 1 / (1 + Math.exp(-x));
/** Halves go to the even neighbour, as in ONNX and TensorFlow.js. */
const round: Number1 = (x) => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));

const both = (known: Number1, felt: Tensor1, more: Partial<Pointwise> = {}): Pointwise => ({
  known,
  felt,
  floats: true,
  ...more,
});

const PLAIN: Readonly<Record<string, Pointwise>> = {
  Abs: both(Math.abs, ops.abs, { floats: false }),
  Acos: both(Math.acos, tf.acos),
  Acosh: both(Math.acosh, tf.acosh),
  Asin: both(Math.asin, tf.asin),
  Asinh: both(Math.asinh, tf.asinh),
  Atan: both(Math.atan, tf.atan),
  Atanh: both(Math.atanh, tf.atanh),
  Ceil: both(Math.ceil, tf.ceil),
  Cos: both(Math.cos, tf.cos),
  Cosh: both(Math.cosh, tf.cosh),
  Erf: both(erf, tf.erf),
  Exp: both(Math.exp, tf.exp),
  Floor: both(Math.floor, tf.floor),
  HardSwish: both(
    (x) => x * Math.min(1, Math.max(0, x / 6 + 0.5)),
    (x) => tf.mul(x, tf.clipByValue(tf.add(tf.div(x, 6), 0.5), 0, 1)),
  ),
  Log: both(Math.log, tf.log),
  Mish: both(
    (x) => x * Math.tanh(softplus(x)),
    (x) => tf.mul(x, tf.tanh(tf.softplus(x))),
  ),
  Neg: both((x) => -x, tf.neg, { floats: false }),
  Reciprocal: both((x) => 1 / x, tf.reciprocal),
  Relu: both((x) => Math.max(0, x), tf.relu),
  Round: both(round, tf.round),
  Sigmoid: both(sigmoid, tf.sigmoid),
  Sign: both(Math.sign, tf.sign, { floats: false }),
  Sin: both(Math.sin, tf.sin),
  Sinh: both(Math.sinh, tf.sinh),
  Softplus: both(softplus, tf.softplus),
  Softsign: both(
    (x) => x / (1 + Math.abs(x)),
    (x) => tf.div(x, tf.add(ops.abs(x), 1)),
  ),
  Sqrt: both(Math.sqrt, squareRoot),
  Tan: both(Math.tan, tf.tan),
  Tanh: both(Math.tanh, tf.tanh),
  IsNaN: both((x) => Number(Number.isNaN(x)), tf.isNaN, { answer: 'bool' }),
  Not: both((x) => Number(!x), tf.logicalNot, { answer: 'bool', floats: false }),
};

/** Functions with settings. */
const SET: Readonly<Record<string, (node: NodeSettings) => Pointwise>> = {
  Celu: (node) => {
    const alpha = node.float('alpha', 1);
    return both(
      (x) => Math.max(0, x) + Math.min(0, alpha * Math.expm1(x / alpha)),
      (x) => tf.add(tf.relu(x), tf.mul(tf.sub(tf.exp(tf.div(tf.minimum(x, 0), alpha)), 1), alpha)),
    );
  },
  Elu: (node) => {
    const alpha = node.float('alpha', 1);
    return both(
      (x) => (x < 0 ? alpha * Math.expm1(x) : x),
      (x) => tf.add(tf.relu(x), tf.mul(tf.sub(tf.exp(tf.minimum(x, 0)), 1), alpha)),
    );
  },
  Gelu: (node) => {
    const tanh = node.text('approximate', 'none') === 'tanh';
    const scale = Math.sqrt(2 / Math.PI);
    return tanh
      ? both(
          (x) => 0.5 * x * (1 + Math.tanh(scale * (x + 0.044715 * x ** 3))),
          (x) => {
            const inner = tf.mul(tf.mul(x, tf.add(tf.mul(tf.square(x), 0.044715), 1)), scale);
            return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
          },
        )
      : both((x) => 0.5 * x * (1 + erf(x * Math.SQRT1_2)), ops.gelu);
  },
  HardSigmoid: (node) => {
    const [alpha, beta] = [node.float('alpha', 0.2), node.float('beta', 0.5)];
    return both(
      (x) => Math.min(1, Math.max(0, alpha * x + beta)),
      (x) => tf.clipByValue(tf.add(tf.mul(x, alpha), beta), 0, 1),
    );
  },
  IsInf: (node) => {
    const [negative, positive] = [node.integer('detect_negative', 1), node.integer('detect_positive', 1)];
    const asked = (x: number) => Math.abs(x) === Infinity && Boolean(x > 0 ? positive : negative);
    return both(
      (x) => Number(asked(x)),
      (x) => {
        const [above, below] = [tf.greater(x, 0), tf.less(x, 0)];
        const none = tf.logicalAnd(above, below);
        return tf.logicalAnd(tf.isInf(x), tf.logicalOr(positive ? above : none, negative ? below : none));
      },
      { answer: 'bool' },
    );
  },
  LeakyRelu: (node) => {
    const alpha = node.float('alpha', 0.01);
    return both(
      (x) => (x < 0 ? alpha * x : x),
      (x) => tf.leakyRelu(x, alpha),
    );
  },
  Selu: (node) => {
    const [alpha, gamma] = [node.float('alpha', 1.6732631921768188), node.float('gamma', 1.0507010221481323)];
    return both(
      (x) => gamma * (x < 0 ? alpha * Math.expm1(x) : x),
      (x) => tf.mul(tf.add(tf.relu(x), tf.mul(tf.sub(tf.exp(tf.minimum(x, 0)), 1), alpha)), gamma),
    );
  },
  Swish: (node) => {
    const alpha = node.float('alpha', 1);
    return both(
      (x) => x * sigmoid(alpha * x),
      (x) => tf.mul(x, tf.sigmoid(tf.mul(x, alpha))),
    );
  },
  ThresholdedRelu: (node) => {
    const alpha = node.float('alpha', 1);
    return both(
      (x) => (x > alpha ? x : 0),
      (x) => tf.mul(x, tf.cast(tf.greater(x, alpha), 'float32')),
    );
  },
};

/** The error function to 1.2e-7 (Numerical Recipes, erfc by Chebyshev fitting). */
function erf(x: number): number {
  const t = 1 / (1 + 0.5 * Math.abs(x));
  const coefficients = [
    0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368,
    -1.26551223,
  ];
  const series = coefficients.reduce((sum, coefficient) => sum * t + coefficient, 0);
  const answer = 1 - t * Math.exp(-x * x + series);
  return x < 0 ? -answer : answer;
}

/** Operators of one operand. */
export const unary: Operators = Object.fromEntries([
  ...Object.entries(PLAIN).map(([op, f]) => [op, (node: NodeSettings) => pointwise(node.thing, f)] as const),
  ...Object.entries(SET).map(([op, make]) => [op, (node: NodeSettings) => pointwise(node.thing, make(node))] as const),
]);
