import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { joined, viewed } from '../values/known.js';
import { axisOf, stridesOf } from '../values/shapes.js';
import { felt, numbersOf, tensorOf, type Value } from '../values/value.js';
import type { NodeSettings, Operator, Operators } from './operator.js';

/** A part of an axis: `count` numbers from `begin` on, `step` apart; a negative step goes back. */
interface Part {
  readonly axis: number;
  readonly begin: number;
  readonly step: number;
  readonly count: number;
}

/** A part of one axis of a value. */
export function partOf(value: Value, { axis, begin, step, count }: Part): Value {
  const shape = value.shape.map((extent, own) => (own === axis ? count : extent));
  if (value.known) {
    const strides = stridesOf(value.shape);
    const offset = begin * strides[axis]!;
    return viewed(value, {
      shape,
      strides: strides.map((stride, own) => (own === axis ? stride * step : stride)),
      offset,
    });
  }
  if (count === value.shape[axis] && step === 1) return value;
  return felt(tensorPart(value.tensor, { axis, begin, step, count }));
}

function tensorPart(x: tf.Tensor, { axis, begin, step, count }: Part): tf.Tensor {
  const extent = x.shape[axis]!;
  if (step < 0) return tensorPart(tf.reverse(x, axis), { axis, begin: extent - 1 - begin, step: -step, count });
  const at = (number: number) => x.shape.map((_, own) => (own === axis ? number : 0));
  const sized = (number: number) => x.shape.map((size, own) => (own === axis ? number : size));
  if (step === 1) return tf.slice(x, at(begin), sized(count));
  const end = begin + (count - 1) * step + 1;
  const steps = x.shape.map((_, own) => (own === axis ? step : 1));
  return tf.stridedSlice(x, at(begin), sized(end), steps);
}

const slice: Operator = (node) => (inputs) => {
  const [value, starts, ends, axes, steps] = inputs;
  if (!value) throw new InputError(`${node.thing} lacks an input`);
  const list = (input: Value | undefined, attribute: string) =>
    input ? numbersOf(input, `the ${attribute} of ${node.thing}`) : node.integers(attribute);
  const from = list(starts, 'starts') ?? [];
  const to = list(ends, 'ends') ?? [];
  const along = list(axes, 'axes') ?? from.map((_, i) => i);
  const by = (steps && numbersOf(steps, `the steps of ${node.thing}`)) ?? from.map(() => 1);
  if ([to, along, by].some((numbers) => numbers.length !== from.length)) {
    throw new InputError(`${node.thing} has ${from.length} starts, but ${to.length} ends and ${along.length} axes`);
  }
  return [
    from.reduce<Value>((whole, begin, i) => {
      const axis = axisOf(node.thing, along[i]!, value.shape.length);
      return partOf(whole, partAlong(node, { axis, extent: whole.shape[axis]!, begin, end: to[i]!, step: by[i]! }));
    }, value),
  ];
};

/** What is meant by begins and ends that count from the end or lie outside, as in NumPy. */
function partAlong(
  node: NodeSettings,
  { axis, extent, begin, end, step }: { axis: number; extent: number; begin: number; end: number; step: number },
): Part {
  if (!Number.isInteger(step) || step === 0) throw new InputError(`${node.thing} steps by ${step}`);
  const bound = (index: number, least: number, most: number) =>
    Math.min(most, Math.max(least, index < 0 ? index + extent : index));
  const first = step > 0 ? bound(begin, 0, extent) : bound(begin, 0, extent - 1);
  const last = step > 0 ? bound(end, 0, extent) : bound(end, -1, extent - 1);
  return { axis, begin: first, step, count: Math.max(0, Math.ceil((last - first) / step)) };
}

const split: Operator = (node) => (inputs) => {
  const [value, sizes] = inputs;
  if (!value) throw new InputError(`${node.thing} lacks an input`);
  const axis = axisOf(node.thing, node.integer('axis', 0), value.shape.length);
  const extent = value.shape[axis]!;
  const count = node.integer('num_outputs', node.outputs.length);
  const even = Math.ceil(extent / count);
  const given = sizes ? numbersOf(sizes, `the sizes of ${node.thing}`) : node.integers('split');
  const parts = given ?? Array.from({ length: count }, (_, i) => Math.min(even, extent - i * even));
  if (parts.reduce((sum, part) => sum + part, 0) !== extent || parts.some((part) => part < 0)) {
    throw new InputError(`${node.thing} splits an axis of ${extent} into [${parts}]`);
  }
  let begin = 0;
  return parts.map((size) => {
    begin += size;
    return partOf(value, { axis, begin: begin - size, step: 1, count: size });
  });
};

const concat: Operator = (node) => (inputs) => {
  const given = inputs.filter((value) => value !== undefined);
  const [first] = given;
  if (!first) throw new InputError(`${node.thing} lacks an input`);
  const axis = axisOf(node.thing, node.integer('axis', 0), first.shape.length);
  const others = (value: Value) => value.shape.filter((_, own) => own !== axis).join();
  const misfit = given.find((value) => value.shape.length !== first.shape.length || others(value) !== others(first));
  if (misfit) {
    throw new InputError(
      `${node.thing} puts the shapes [${first.shape}] and [${misfit.shape}] together along axis ${axis}`,
    );
  }
  return [together(given, axis)];
};

/** Puts values together along an axis. */
export function together(values: readonly Value[], axis: number): Value {
  const full = values.filter((value) => value.shape[axis] !== 0);
  if (full.every((value) => value.known))
    return joined(
      values.filter((value) => value.known),
      axis,
    );
  if (full.length === 1) return full[0]!;
  return felt(tf.concat(full.map(tensorOf), axis));
}

/** Operators that take values apart and put them together along an axis. */
export const slices: Operators = { Slice: slice, Split: split, Concat: concat };
