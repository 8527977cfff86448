import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { broadcast, sizeOf } from '../values/shapes.js';
import { felt, floatOf, tensorOf, type Value } from '../values/value.js';
import { repeated } from './expand.js';
import type { NodeSettings, Operator, Operators, Run } from './operator.js';
import { type Pointwise, pointwise } from './pointwise.js';
import { power } from './safe-root.js';

type Number2 = (a: number, b: number) => number;
type Tensor2 = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

const both = (known: Number2, felt: Tensor2, more: Partial<Pointwise> = {}): Pointwise =>
  ({ known, felt, ...more }) as Pointwise;
const question = (known: (a: number, b: number) => boolean, felt: Tensor2): Pointwise =>
  both((a, b) => Number(known(a, b)), felt, { answer: 'bool' });

/** Whole numbers are divided towards zero. */
const quotient: Operator = (node) => {
  const [fractions, whole] = [
    both((a, b) => a / b, tf.div),
    both(
      (a, b) => Math.trunc(a / b),
      (a, b) => {
        const exact = tf.div(tf.cast(a, 'float32'), tf.cast(b, 'float32'));
        return tf.cast(tf.mul(tf.sign(exact), tf.floor(tf.mul(exact, tf.sign(exact)))), 'int32');
      },
    ),
  ].map((f) => pointwise(node.thing, f)) as [Run, Run];
  return (inputs) => (inputs[0]?.type === 'int' ? whole : fractions)(inputs);
};

const modulo: Operator = (node) => {
  const truncated = node.integer('fmod', 0) === 1;
  const toward = truncated ? Math.trunc : Math.floor;
  return pointwise(
    node.thing,
    both(
      (a, b) => a - b * toward(a / b),
      (a, b) => {
        const [x, y] = [tf.cast(a, 'float32'), tf.cast(b, 'float32')];
        const ratio = tf.div(x, y);
        const whole = truncated ? tf.mul(tf.sign(ratio), tf.floor(tf.mul(ratio, tf.sign(ratio)))) : tf.floor(ratio);
        return tf.cast(tf.sub(x, tf.mul(y, whole)), a.dtype);
      },
    ),
  );
};

/** A power of one known number has a gradient of its own. */
const pow: Operator = (node) => {
  const general = pointwise(
    node.thing,
    both(
      (a, b) => a ** b,
      (a, b) => tf.pow(tf.cast(a, 'float32'), tf.cast(b, 'float32')),
    ),
  );
  return (inputs) => {
    const [base, exponent] = inputs;
    if (!base || base.known || !exponent?.known || sizeOf(exponent.shape) !== 1) return general(inputs);
    const raised = power(floatOf(base), exponent.data[0]!);
    return [
      felt(
        exponent.shape.length > base.shape.length
          ? tf.reshape(raised, broadcast(node.thing, base.shape, exponent.shape))
          : raised,
      ),
    ];
  };
};

/** Takes any number of operands, two by two. */
const folded =
  (f: Pointwise, finish?: (sum: Value, count: number, node: NodeSettings) => Value): Operator =>
  (node) => {
    const run = pointwise(node.thing, f);
    return (inputs) => {
      const given = inputs as readonly Value[];
      if (given.length === 0) throw new InputError(`${node.thing} lacks an input`);
      const all = given.reduce((total, value) => run([total, value])[0]!);
      return [finish ? finish(all, given.length, node) : all];
    };
  };

const add = both((a, b) => a + b, tf.add);

/** TensorFlow.js's gradients of the larger and the smaller do not sum over what was repeated. */
const fitted =
  (f: Tensor2): Tensor2 =>
  (a, b) => {
    const shape = broadcast('the value', a.shape, b.shape);
    return f(repeated(a, shape), repeated(b, shape));
  };
const larger = both(Math.max, fitted(tf.maximum));
const smaller = both(Math.min, fitted(tf.minimum));

/** Chooses number by number. */
const where: Operator = (node) => {
  return (inputs) => {
    const [condition, yes, no] = inputs as readonly [Value, Value, Value];
    if ([condition, yes, no].every((value) => value.known)) {
      const choose = { known: (ask: number, a: number, b: number) => (ask ? a : b), felt: () => tf.scalar(0) };
      return pointwise(node.thing, { ...choose, answer: yes.type } as Pointwise)(inputs);
    }
    const shape = broadcast(node.thing, broadcast(node.thing, condition.shape, yes.shape), no.shape);
    const [ask, a, b] = [condition, yes, no].map((value) => repeated(tensorOf(value), shape)) as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
    ];
    return [felt(tf.where(tf.cast(ask, 'bool'), a, b))];
  };
};

/** Clips by bounds that are inputs, or, up to version 10, settings. */
const clip: Operator = (node) => {
  const [atLeast, atMost] = [larger, smaller].map((f) => pointwise(node.thing, f)) as [Run, Run];
  return ([x, low, high]) => {
    if (!x) throw new InputError(`${node.thing} lacks an input`);
    if ((low && !low.known) || (high && !high.known)) {
      const raised = low ? atLeast([x, low])[0]! : x;
      return high ? atMost([raised, high]) : [raised];
    }
    const least = low && sizeOf(low.shape) > 0 ? low.data[0]! : node.float('min', -Infinity);
    const most = high && sizeOf(high.shape) > 0 ? high.data[0]! : node.float('max', Infinity);
    const run = pointwise(node.thing, {
      known: (number) => Math.min(most, Math.max(least, number!)),
      felt: (tensor) => tf.clipByValue(tensor!, least, most),
    });
    return run([x]);
  };
};

const TABLE: Readonly<Record<string, Pointwise>> = {
  Add: add,
  Sub: both((a, b) => a - b, tf.sub),
  Mul: both((a, b) => a * b, tf.mul),
  Equal: question((a, b) => a === b, tf.equal),
  Greater: question((a, b) => a > b, tf.greater),
  GreaterOrEqual: question((a, b) => a >= b, tf.greaterEqual),
  Less: question((a, b) => a < b, tf.less),
  LessOrEqual: question((a, b) => a <= b, tf.lessEqual),
  And: question((a, b) => Boolean(a && b), tf.logicalAnd),
  Or: question((a, b) => Boolean(a || b), tf.logicalOr),
  Xor: question((a, b) => Boolean(a) !== Boolean(b), tf.notEqual),
  PRelu: both(
    (x, slope) => (x < 0 ? slope * x : x),
    (x, slope) => tf.add(tf.relu(x), tf.mul(tf.minimum(x, 0), slope)),
    { floats: true },
  ),
};

/** Operators of two or more operands that go number by number. */
export const binary: Operators = {
  ...Object.fromEntries(
    Object.entries(TABLE).map(([op, f]) => [op, (node: NodeSettings) => pointwise(node.thing, f)] as const),
  ),
  Div: quotient,
  Mod: modulo,
  Pow: pow,
  Max: folded(larger),
  Min: folded(smaller),
  Sum: folded(add),
  Mean: folded(
    add,
    (sum, count, node) =>
      pointwise(node.thing, {
        known: (x) => x! / count,
        felt: (x) => tf.div(x!, count),
      })([sum])[0]!,
  ),
  Where: where,
  Clip: clip,
};
