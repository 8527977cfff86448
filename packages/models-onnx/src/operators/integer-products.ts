import type { Weight } from '@audiate/ops';
import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { felt, floatOf, type Known, known, type Value } from '../values/value.js';
import { convs } from './conv.js';
import type { NodeSettings, Operator, Operators } from './operator.js';
import { once, products } from './products.js';

/** Products of bytes less their zero points: of floats here, which hold such numbers exactly. */
const centred =
  (product: Operator): Operator =>
  (node) => {
    const run = product(node);
    const zeros = new Map<object, (constant: Known) => Known>();
    const less = (value: Value, zero: Value | undefined): Value => {
      if (!zero) return value.known ? { ...value, type: 'float' } : felt(floatOf(value));
      if (!value.known || !zero.known) return felt(tf.sub(floatOf(value), floatOf(zero)));
      if (zero.data.length !== 1) throw new InputError(`${node.thing} has several zero points, which is not supported`);
      const minus = zeros.get(zero.data) ?? once((constant) => shifted(node, constant, zero.data[0]!));
      zeros.set(zero.data, minus);
      return minus(value);
    };
    return ([a, b, zeroA, zeroB]) => {
      if (!a || !b) throw new InputError(`${node.thing} lacks an input`);
      return run([less(a, zeroA), less(b, zeroB)]);
    };
  };

/** Less a zero point; of a constant another constant. */
function shifted(node: NodeSettings, { shape, data, weight }: Known, zero: number): Known {
  const numbers = Float32Array.from(data, (number) => number - zero);
  let made: Weight | undefined;
  const own = () => {
    made ??= node.keep(numbers, shape);
    return made;
  };
  return { ...known('float', shape, numbers), ...(weight ? { weight: own } : {}) };
}

/** Operators of models in 8 bits. */
export const integerProducts: Operators = {
  MatMulInteger: centred(products.MatMul!),
  ConvInteger: centred(convs.Conv!),
};
