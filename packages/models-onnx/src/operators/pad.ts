import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { checkShape } from '../file/tensor.js';
import { axisOf } from '../values/shapes.js';
import { felt, floatOf, known, numbersOf, tensorOf, type Value } from '../values/value.js';
import { repeated } from './expand.js';
import type { NodeSettings, Operator, Operators } from './operator.js';
import { partOf } from './slices.js';

/** Numbers before and after along one axis; negative ones cut. */
interface Padding {
  readonly axis: number;
  readonly before: number;
  readonly after: number;
}

const MODES = ['constant', 'reflect', 'edge', 'wrap'] as const;

const pad: Operator = (node) => {
  const mode = MODES.find((known) => known === node.text('mode', 'constant'));
  if (!mode) throw new InputError(`${node.thing} pads by ${node.text('mode', '')}; ${MODES.join(', ')} are supported`);
  return (inputs) => {
    const [value, pads, filler, axes] = inputs;
    if (!value) throw new InputError(`${node.thing} lacks an input`);
    const paddings = paddingsOf(node, value, { pads, axes });
    const number = filler?.known ? (filler.data[0] ?? 0) : filler ? undefined : node.float('value', 0);
    if (number === undefined) throw new InputError(`${node.thing} pads by what depends on the sound`);
    return [paddings.reduce((whole, padding) => padded(node, whole, { ...padding, mode, number }), value)];
  };
};

function paddingsOf(
  node: NodeSettings,
  value: Value,
  { pads, axes }: { readonly pads: Value | undefined; readonly axes: Value | undefined },
): Padding[] {
  const rank = value.shape.length;
  const counts = pads ? numbersOf(pads, `the pads of ${node.thing}`) : (node.integers('pads') ?? []);
  const along = axes
    ? numbersOf(axes, `the axes of ${node.thing}`).map((axis) => axisOf(node.thing, axis, rank))
    : value.shape.map((_, axis) => axis);
  if (counts.length !== 2 * along.length) {
    throw new InputError(`${node.thing} has ${counts.length} pads for ${along.length} axes`);
  }
  return along.map((axis, i) => ({ axis, before: counts[i]!, after: counts[i + along.length]! }));
}

function padded(
  node: NodeSettings,
  whole: Value,
  { axis, before, after, mode, number }: Padding & { readonly mode: (typeof MODES)[number]; readonly number: number },
): Value {
  const full = whole.shape[axis]!;
  const [cutBefore, cutAfter] = [Math.max(0, -before), Math.max(0, -after)];
  const extent = full - cutBefore - cutAfter;
  if (extent < 0) throw new InputError(`${node.thing} cuts more than the ${full} that an axis has`);
  const [left, right] = [Math.max(0, before), Math.max(0, after)];
  const value = extent === full ? whole : partOf(whole, { axis, begin: cutBefore, step: 1, count: extent });
  if (left === 0 && right === 0) return value;
  checkShape(
    node.thing,
    value.shape.map((size, own) => (own === axis ? size + left + right : size)),
  );
  if (mode === 'constant') {
    const pairs = value.shape.map((_, own): [number, number] => (own === axis ? [left, right] : [0, 0]));
    const tensor = () => tf.pad(value.type === 'float' ? floatOf(value) : tensorOf(value), pairs, number);
    return value.known ? paddedKnown(value, { axis, left, right, number }) : felt(tensor());
  }
  if (extent === 0 || (mode === 'reflect' && Math.max(left, right) >= extent)) {
    throw new InputError(
      `${node.thing} reflects ${Math.max(left, right)} numbers of an axis of ${extent}; the sound is too short`,
    );
  }
  const places = Array.from({ length: left + extent + right }, (_, i) => placeOf(mode, i - left, extent));
  return felt(gatheredByRuns(value, axis, places));
}

function placeOf(mode: 'reflect' | 'edge' | 'wrap', index: number, extent: number): number {
  if (mode === 'edge') return Math.min(extent - 1, Math.max(0, index));
  if (mode === 'wrap') return ((index % extent) + extent) % extent;
  if (index < 0) return -index;
  return index < extent ? index : 2 * (extent - 1) - index;
}

/** Runs that go back are turned around. */
function gatheredByRuns(value: Value, axis: number, places: readonly number[]): tf.Tensor {
  const parts: tf.Tensor[] = [];
  for (let i = 0; i < places.length; ) {
    const step = i + 1 < places.length ? places[i + 1]! - places[i]! : 1;
    let end = i + 1;
    while (end < places.length && places[end]! - places[end - 1]! === step) end++;
    if (Math.abs(step) > 1) end = i + 1;
    const run = places.slice(i, end);
    if (run.length === 1 || Math.abs(step) === 1)
      parts.push(
        tensorOf(partOf(value, { axis, begin: run[0]!, step: run.length === 1 ? 1 : step, count: run.length })),
      );
    else parts.push(repeatOne(value, { axis, place: run[0]!, count: run.length }));
    i = end;
  }
  return parts.length === 1 ? parts[0]! : tf.concat(parts, axis);
}

function repeatOne(value: Value, { axis, place, count }: { axis: number; place: number; count: number }): tf.Tensor {
  const one = tensorOf(partOf(value, { axis, begin: place, step: 1, count: 1 }));
  return repeated(
    one,
    value.shape.map((extent, own) => (own === axis ? count : extent)),
  );
}

function paddedKnown(
  value: Value & { known: true },
  { axis, left, right, number }: { axis: number; left: number; right: number; number: number },
): Value {
  const shape = value.shape.map((extent, own) => (own === axis ? extent + left + right : extent));
  const inner = shape.slice(axis + 1).reduce((product, extent) => product * extent, 1);
  const [own, wide] = [value.shape[axis]! * inner, shape[axis]! * inner];
  const data = new (value.data.constructor as Float32ArrayConstructor)(
    shape.reduce((product, extent) => product * extent, 1),
  );
  data.fill(number);
  for (let row = 0; row * wide < data.length; row++) {
    data.set(value.data.subarray(row * own, (row + 1) * own), row * wide + left * inner);
  }
  return known(value.type, shape, data);
}

/** Padding, by a number, by reflection, by the edge or round a circle. */
export const pads: Operators = { Pad: pad };
