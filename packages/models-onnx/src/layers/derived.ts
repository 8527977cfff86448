import type { Derived } from '@audiate/ops';
import type { Program, Step } from '../graph/step.js';
import { sizeOf } from '../values/shapes.js';
import type { Axes } from './axes.js';
import type { Found } from './find.js';

/** A value with what its axes are, and its shape for one length. */
interface Placed {
  readonly axes: Axes;
  readonly shape: readonly number[];
}

/** Operators of which each number of the answer hears the numbers of the same place alone, the shapes being fitted. */
const POINTWISE = new Set(
  (
    'Abs Acos Acosh Add Asin Asinh Atan Atanh BatchNormalization Cast Ceil Celu Clip Cos Cosh DequantizeLinear Div Dropout ' +
    'Elu Erf Exp Floor Gelu HardSigmoid HardSwish Identity LeakyRelu Log Max Mean Min Mish Mod Mul Neg PRelu Pow QuantizeLinear ' +
    'Reciprocal Relu Round Selu Sigmoid Sign Sin Sinh Softplus Softsign Sqrt Sub Sum Swish Tan Tanh ThresholdedRelu'
  ).split(' '),
);
/** Operators of which each row of the last axis hears one row, or each part of the axes from {@link Step.axis} on. */
const BY_ROWS = new Set(['LayerNormalization', 'RMSNormalization', 'MatMul', 'Gemm', 'Softmax', 'LogSoftmax']);
/** Operators that only arrange. */
const ARRANGING = new Set(['Reshape', 'Squeeze', 'Unsqueeze', 'Flatten', 'Transpose']);

/**
 * From which values with an axis of time each one comes, through values that have none, and whether frame by frame; so that
 * what hears as its source does need not be measured again.
 */
export function derivations(program: Program, { candidates, shapes }: Found): ReadonlyMap<string, Derived> {
  const placed = new Map(candidates.map(({ name, axes }) => [name, { axes, shape: shapes.get(name)! }]));
  const sources = new Map<string, Derived>();
  for (const step of program.steps) {
    const heard = step.inputs.filter((name) => name && !program.constants.has(name));
    const each = heard.map((name) => (placed.has(name) ? { from: [name], frameByFrame: true } : sources.get(name)));
    const from = [...new Set(each.flatMap((one) => one?.from ?? []))];
    for (const name of step.outputs.filter(Boolean)) {
      // a value that comes of the sound itself, past all others, is of no value's frames
      const whole = each.length > 0 && each.every((one) => one?.frameByFrame && one.from.length > 0);
      sources.set(name, { from, frameByFrame: whole && isFrameByFrame(step, heard, name, placed) });
    }
  }
  return sources;
}

function isFrameByFrame(
  step: Step,
  heard: readonly string[],
  output: string,
  placed: ReadonlyMap<string, Placed>,
): boolean {
  const own = placed.get(output);
  const inputs = heard.map((name) => placed.get(name));
  if (own?.axes.time === undefined || inputs.some((input) => input?.axes.time === undefined)) return false;
  const frames = ({ axes, shape }: Placed) => shape[axes.time!]!;
  if (inputs.some((input) => frames(input!) !== frames(own))) return false;
  const fromEnd = ({ axes, shape }: Placed) => shape.length - axes.time!;
  if (POINTWISE.has(step.op)) return inputs.every((input) => fromEnd(input!) === fromEnd(own));
  const [first] = inputs as [Placed];
  if (BY_ROWS.has(step.op)) {
    const { axis = -1 } = step;
    const begin = axis < 0 ? axis + first.shape.length : axis;
    const isBehind = begin > first.axes.time! && fromEnd(own) > 1;
    return heard.length === 1 && step.inputs[0] === heard[0] && isBehind;
  }
  if (!ARRANGING.has(step.op) || heard.length !== 1) return false;
  if (step.op === 'Transpose') return true;
  const before = ({ axes, shape }: Placed) => sizeOf(shape.slice(0, axes.time!));
  return before(first) === before(own);
}
