import { InputError } from '@audiate/protocol';
import type * as tf from '@tensorflow/tfjs';
import { numbersOf as kept, type Type } from '../file/element-types.js';
import { expanded } from '../values/known.js';
import { broadcast, sizeOf } from '../values/shapes.js';
import { felt, floatOf, type Known, known, tensorOf, type Value } from '../values/value.js';
import type { Run } from './operator.js';

/** A function of numbers, in JavaScript and as TensorFlow.js operations. */
export interface Pointwise {
  readonly known: (...xs: number[]) => number;
  readonly felt: (...xs: tf.Tensor[]) => tf.Tensor;
  /** The kind of its answer; that of its first operand unless given. */
  readonly answer?: Type;
  /** Whether its operands become float32 tensors first. */
  readonly floats?: boolean;
}

/** Applies a function to every number of values that fit each other. */
export function pointwise(thing: string, { known: number, felt: tensor, answer, floats }: Pointwise): Run {
  return (inputs) => {
    const values = inputs as readonly Value[];
    if (values.some((value) => value === undefined)) throw new InputError(`${thing} lacks an input`);
    if (values.every((value) => value.known))
      return [pointwiseKnown(thing, values as readonly Known[], number, answer)];
    for (const value of values) broadcast(thing, values[0]!.shape, value.shape);
    return [felt(tensor(...values.map(floats ? floatOf : tensorOf)))];
  };
}

function pointwiseKnown(
  thing: string,
  values: readonly Known[],
  f: (...xs: number[]) => number,
  answer: Type = values[0]!.type,
): Known {
  const shape = values.reduce<number[]>((all, value) => broadcast(thing, all, value.shape), []);
  const operands = values.map((value) => (value.shape.join() === shape.join() ? value : expanded(value, shape)).data);
  const numbers = new Float64Array(sizeOf(shape));
  for (let i = 0; i < numbers.length; i++) numbers[i] = f(...operands.map((data) => data[i]!));
  return known(answer, shape, kept(answer, numbers));
}
