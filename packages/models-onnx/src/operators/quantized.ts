import { withGradient } from '@audiate/ops';
import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { axisOf, sizeOf } from '../values/shapes.js';
import { felt, floatOf, type Known, known, type Value } from '../values/value.js';
import type { NodeSettings, Operator, Operators } from './operator.js';

/** A scale or zero point shaped to fit a value: one for all, one along an axis, or one for each block of an axis. */
function fitted(node: NodeSettings, parameter: Value, value: Value): Value {
  if (sizeOf(parameter.shape) === 1) return parameter.known ? { ...parameter, shape: [] } : parameter;
  if (!parameter.known || parameter.shape.length !== 1) {
    throw new InputError(`${node.thing} is quantised in blocks, which is not supported`);
  }
  const axis = axisOf(node.thing, node.integer('axis', 1), value.shape.length);
  if (parameter.shape[0] !== value.shape[axis]) {
    throw new InputError(`${node.thing} has ${parameter.shape[0]} scales for an axis of ${value.shape[axis]}`);
  }
  return { ...parameter, shape: value.shape.map((extent, own) => (own === axis ? extent : 1)) };
}

const dequantize: Operator =
  (node) =>
  ([value, scale, zero]) => {
    if (!value || !scale) throw new InputError(`${node.thing} lacks an input`);
    const [times, minus] = [fitted(node, scale, value), zero && fitted(node, zero, value)];
    if (value.known && times.known && (!minus || minus.known)) return [dequantized(value, times, minus)];
    const centred = minus ? tf.sub(floatOf(value), floatOf(minus)) : floatOf(value);
    return [felt(tf.mul(centred, floatOf(times)))];
  };

function dequantized(value: Known, scale: Known, zero: Known | undefined): Known {
  const inner =
    scale.shape.length === 0 ? 1 : sizeOf(value.shape.slice(scale.shape.findIndex((extent) => extent > 1) + 1));
  const count = scale.data.length;
  return known(
    'float',
    value.shape,
    Float32Array.from(value.data, (number, i) => {
      const at = Math.floor(i / inner) % count;
      return (number - (zero ? zero.data[zero.data.length === 1 ? 0 : at]! : 0)) * scale.data[at]!;
    }),
  );
}

/** Whether a zero point is of a signed type. */
const isSigned = (zero: Value | undefined): boolean => Boolean(zero?.known && zero.data instanceof Int8Array);

const quantize: Operator =
  (node) =>
  ([value, scale, zero]) => {
    if (!value || !scale) throw new InputError(`${node.thing} lacks an input`);
    if (zero?.known && !(zero.data instanceof Int8Array || zero.data instanceof Uint8Array)) {
      throw new InputError(`${node.thing} quantises to other numbers than those of 8 bits, which is not supported`);
    }
    const divided = tf.div(floatOf(value), floatOf(fitted(node, scale, value)));
    const moved = (least: number, most: number) => {
      const shift = zero ? floatOf(fitted(node, zero, value)) : tf.scalar(0);
      return tf.add(rounded(divided, tf.sub(least, shift), tf.sub(most, shift)), shift);
    };
    return [felt(isSigned(zero) ? moved(-128, 127) : moved(0, 255))];
  };

/** Whole numbers, kept as floats; the gradient passes where nothing was clipped, as if nothing were rounded. */
function rounded(x: tf.Tensor, least: tf.Tensor, most: tf.Tensor): tf.Tensor {
  return withGradient(x, (input) => ({
    value: tf.minimum(tf.maximum(tf.round(input), least), most),
    saved: [input, least, most],
    gradient: (dy, [given, low, high]) =>
      tf.mul(dy, tf.cast(tf.logicalAnd(tf.greaterEqual(given!, low!), tf.lessEqual(given!, high!)), 'float32')),
  }));
}

/** Scale and zero point by the least and largest number of the whole value; the gradient takes them for constants. */
const dynamicQuantize: Operator =
  (node) =>
  ([value]) => {
    if (!value) throw new InputError(`${node.thing} lacks an input`);
    const x = floatOf(value);
    const [least, most] = [tf.minimum(tf.min(x), 0), tf.maximum(tf.max(x), 0)].map(heldConstant) as [
      tf.Tensor,
      tf.Tensor,
    ];
    const scale = tf.div(tf.sub(most, least), 255);
    const zero = tf.clipByValue(tf.round(tf.divNoNan(tf.neg(least), scale)), 0, 255);
    const whole = rounded(tf.divNoNan(x, scale), tf.neg(zero), tf.sub(255, zero));
    return [felt(tf.add(whole, zero)), felt(scale), felt(zero)];
  };

/** A value that passes no gradient. */
function heldConstant<T extends tf.Tensor>(x: T): T {
  return withGradient(x, (input) => ({ value: tf.mul(input, 1) as T, gradient: (dy) => tf.zerosLike(dy) }));
}

/** Operators of models in 8 bits: their numbers are floats here, exactly. */
export const quantized: Operators = {
  DequantizeLinear: dequantize,
  QuantizeLinear: quantize,
  DynamicQuantizeLinear: dynamicQuantize,
};
