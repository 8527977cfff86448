import { InputError } from '@audiate/protocol';
import { checkShape } from '../file/tensor.js';

/** How many numbers a shape holds. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

/** An axis counted from the first one. @throws InputError for one that the value has not. */
export function axisOf(thing: string, axis: number, rank: number): number {
  const own = axis < 0 ? axis + rank : axis;
  if (Number.isInteger(own) && own >= 0 && own < Math.max(1, rank)) return own;
  throw new InputError(`${thing} names the axis ${axis} of a value of ${rank} axes`);
}

/** Row-major steps between neighbours on each axis. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = shape.map(() => 1);
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
  return strides;
}

/** Whether indices along an axis have a value's number of axes, and no larger extents on the others. */
export function fitsOffAxis(shape: readonly number[], indices: readonly number[], axis: number): boolean {
  return shape.length === indices.length && indices.every((extent, d) => d === axis || extent <= shape[d]!);
}

/** The shape to which two shapes are repeated along axes of extent 1. @throws InputError where they don't fit. */
export function broadcast(thing: string, a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  const shape = Array.from({ length: rank }, (_, axis) => {
    const [left, right] = [a[axis - rank + a.length] ?? 1, b[axis - rank + b.length] ?? 1];
    if (left === right || right === 1) return left;
    if (left === 1) return right;
    throw new InputError(`${thing} takes values that fit each other, got the shapes [${a}] and [${b}]`);
  });
  checkShape(thing, shape);
  return shape;
}
