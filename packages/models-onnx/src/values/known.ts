import { InputError } from '@audiate/protocol';
import type { Numbers } from '../file/element-types.js';
import { MAX_MADE_NUMBERS } from '../file/limits.js';
import { checkShape } from '../file/tensor.js';
import { sizeOf, stridesOf } from './shapes.js';
import { type Known, known } from './value.js';

/** A view of numbers by steps: element `i` of the answer lies at `offset + Σ index · stride`. */
export interface View {
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly offset?: number;
}

/** New numbers of the kind that a value has. */
export function emptyLike({ data }: Known, size: number): Numbers {
  return new (data.constructor as new (size: number) => Numbers)(size);
}

/** What a view shows, row-major. */
export function viewed(value: Known, { shape, strides, offset = 0 }: View): Known {
  const size = checkShape('a value', shape);
  const data = emptyLike(value, size);
  const index = shape.map(() => 0);
  let from = offset;
  for (let i = 0; i < size; i++) {
    data[i] = value.data[from]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis]! += 1;
      from += strides[axis]!;
      if (index[axis]! < shape[axis]!) break;
      from -= shape[axis]! * strides[axis]!;
      index[axis] = 0;
    }
  }
  return known(value.type, shape, data);
}

/** The same numbers in another shape. */
export function reshaped(value: Known, shape: readonly number[]): Known {
  if (sizeOf(shape) === value.data.length) return known(value.type, shape, value.data);
  throw new InputError(`${value.data.length} numbers of shape [${value.shape}] cannot take the shape [${shape}]`);
}

/** Repeats a value along axes of extent 1, up to a shape that it fits. */
export function expanded(value: Known, shape: readonly number[]): Known {
  checkShape('a value that is repeated', shape, MAX_MADE_NUMBERS);
  const missing = shape.length - value.shape.length;
  const own = [...Array(missing).fill(1), ...value.shape] as number[];
  const strides = stridesOf(own).map((stride, axis) => (own[axis] === 1 ? 0 : stride));
  return viewed(value, { shape, strides });
}

/** Puts values together along an axis. */
export function joined(values: readonly Known[], axis: number): Known {
  const [first] = values as [Known];
  const shape = first.shape.map((extent, own) =>
    own === axis ? values.reduce((sum, value) => sum + value.shape[axis]!, 0) : extent,
  );
  const data = emptyLike(first, checkShape('a value', shape));
  const outer = sizeOf(shape.slice(0, axis));
  let to = 0;
  for (let row = 0; row < outer; row++) {
    for (const value of values) {
      const length = value.data.length / outer;
      data.set(value.data.subarray(row * length, (row + 1) * length), to);
      to += length;
    }
  }
  return known(first.type, shape, data);
}
