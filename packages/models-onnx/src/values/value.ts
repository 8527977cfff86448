import type { Weight } from '@audiate/ops';
import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { Numbers, Type } from '../file/element-types.js';

/**
 * Numbers that are known while the model is interpreted: constants, shapes and what is worked out from them. They are
 * computed in JavaScript, so that a tracing backend sees none of it.
 */
export interface Known {
  readonly known: true;
  readonly type: Type;
  readonly shape: readonly number[];
  readonly data: Numbers;
  /** Its numbers as a frozen weight, for a constant of the model; undefined for what is worked out anew at each run. */
  readonly weight?: (() => Weight) | undefined;
}

/** A tensor of the active backend, of float32, int32 or bool. */
export interface Felt {
  readonly known: false;
  readonly type: Type;
  readonly shape: readonly number[];
  readonly tensor: tf.Tensor;
}

/** What passes between operators. */
export type Value = Known | Felt;

/** A value that a backend holds. */
export function felt(tensor: tf.Tensor): Felt {
  const type = tensor.dtype === 'float32' ? 'float' : tensor.dtype === 'bool' ? 'bool' : 'int';
  return { known: false, type, shape: tensor.shape, tensor };
}

/** Numbers that are known. */
export function known(type: Type, shape: readonly number[], data: Numbers): Known {
  return { known: true, type, shape, data };
}

/** One whole number, or a list of them. */
export function knownIntegers(values: readonly number[]): Known {
  return known('int', [values.length], Float64Array.from(values));
}

/** A value as a tensor: a constant's weight, which stays uploaded, or known numbers as a new one. */
export function tensorOf(value: Value): tf.Tensor {
  if (!value.known) return value.tensor;
  if (value.weight && value.type === 'float') return value.weight().tensor();
  const shape = [...value.shape];
  if (value.type === 'float') return tf.tensor(Float32Array.from(value.data), shape, 'float32');
  const clamped = Int32Array.from(value.data, (number) => Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, number)));
  return value.type === 'int'
    ? tf.tensor(clamped, shape, 'int32')
    : tf.tensor(Uint8Array.from(value.data), shape, 'bool');
}

/** A value's tensor as numbers of float32. */
export function floatOf(value: Value): tf.Tensor {
  const tensor = tensorOf(value);
  return tensor.dtype === 'float32' ? tensor : tf.cast(tensor, 'float32');
}

/**
 * The numbers of an input that must be known: a shape, an axis, a size.
 * @param thing what errors call it.
 * @throws InputError for one that depends on the sound.
 */
export function numbersOf(value: Value, thing: string): number[] {
  if (value.known) return Array.from(value.data);
  throw new InputError(`${thing} depends on the sound; only what its length decides can be one`);
}
