import { instanceNorm, layerNorm, type Weight } from '@audiate/ops';
import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { axisOf, sizeOf } from '../values/shapes.js';
import { felt, floatOf, type Known, type Value } from '../values/value.js';
import type { NodeSettings, Operator, Operators } from './operator.js';
import { once } from './products.js';

/** @throws InputError for what depends on the sound. */
function constant(node: NodeSettings, value: Value | undefined, thing: string): Known {
  if (value?.known) return value;
  throw new InputError(`${node.thing} takes ${thing} of constants`);
}

const flat = (node: NodeSettings) =>
  once((value): Weight => node.keep(Float32Array.from(value.data), [value.data.length]));

/** Over the axes from one on, as if they were one. */
const layers: Operator = (node) => {
  const eps = node.float('epsilon', 1e-5);
  const [scales, shifts] = [flat(node), flat(node)];
  let none: Weight | undefined;
  return ([value, scale, bias]) => {
    if (!value) throw new InputError(`${node.thing} lacks an input`);
    const axis = axisOf(node.thing, node.integer('axis', -1), value.shape.length);
    const width = sizeOf(value.shape.slice(axis));
    const gamma = scales(constant(node, scale, 'a scale'));
    none ??= bias ? undefined : node.keep(new Float32Array(width), [width]);
    const beta = bias ? shifts(constant(node, bias, 'a shift')) : none!;
    if (gamma.data.length !== width || beta.data.length !== width) {
      throw new InputError(`${node.thing} has ${gamma.data.length} scales for ${width} numbers`);
    }
    const x = floatOf(value);
    const whole = [...value.shape];
    if (axis === whole.length - 1) return [felt(layerNorm(x, gamma, beta, eps))];
    const rows = tf.reshape(x, [...whole.slice(0, axis), width]);
    return [felt(tf.reshape(layerNorm(rows, gamma, beta, eps), whole))];
  };
};

/** Each channel over all that stands behind it. */
const instances: Operator = (node) => {
  const eps = node.float('epsilon', 1e-5);
  const [scales, shifts] = [flat(node), flat(node)];
  return ([value, scale, bias]) => {
    if (!value) throw new InputError(`${node.thing} lacks an input`);
    const [gamma, beta] = [scales(constant(node, scale, 'a scale')), shifts(constant(node, bias, 'a shift'))];
    return [felt(channelNorm(floatOf(value), { gamma, beta, eps }))];
  };
};

/** `[batch, channels, …]`: zero mean and unit variance for each channel of an item, times `gamma`, plus `beta`. */
function channelNorm(x: tf.Tensor, { gamma, beta, eps }: { gamma: Weight; beta: Weight; eps: number }): tf.Tensor {
  const [batch, channels, ...rest] = x.shape as [number, number, ...number[]];
  const frames = tf.transpose(tf.reshape(x, [batch, channels, sizeOf(rest)]), [0, 2, 1]) as tf.Tensor3D;
  return tf.reshape(tf.transpose(instanceNorm(frames, gamma, beta, eps), [0, 2, 1]), x.shape);
}

/** Groups of channels together, then each channel by a scale and a shift of its own. */
const groups: Operator = (node) => {
  const [count, eps] = [node.integer('num_groups', 1), node.float('epsilon', 1e-5)];
  let plain: readonly [Weight, Weight] | undefined;
  const [scales, shifts] = [affine(node), affine(node)];
  return ([value, scale, bias]) => {
    if (!value) throw new InputError(`${node.thing} lacks an input`);
    const [batch, channels, ...rest] = value.shape as [number, number, ...number[]];
    if (channels % count !== 0) throw new InputError(`${node.thing} puts ${channels} channels into ${count} groups`);
    plain ??= [node.keep(new Float32Array(count).fill(1), [count]), node.keep(new Float32Array(count), [count])];
    const [gamma, beta] = plain;
    const whole = tf.reshape(floatOf(value), [batch, count, (channels / count) * sizeOf(rest)]);
    const normalised = tf.reshape(channelNorm(whole, { gamma, beta, eps }), [...value.shape]);
    const spread = { channels, rank: rest.length };
    const times = scales(constant(node, scale, 'a scale'), spread);
    return [felt(tf.add(tf.mul(normalised, times.tensor()), shifts(constant(node, bias, 'a shift'), spread).tensor()))];
  };
};

/** One number a channel (or a group), shaped to fit `[batch, channels, …]`. */
function affine(node: NodeSettings) {
  let made: Weight | undefined;
  return ({ data }: Known, { channels, rank }: { channels: number; rank: number }): Weight => {
    const each = channels / data.length;
    made ??= node.keep(
      Float32Array.from({ length: channels }, (_, channel) => data[Math.floor(channel / each)]!),
      [channels, ...Array<number>(rank).fill(1)],
    );
    return made;
  };
}

/** By the statistics of training: one factor and one shift a channel. */
const batches: Operator = (node) => {
  const eps = node.float('epsilon', 1e-5);
  if (node.integer('training_mode', 0) === 1)
    throw new InputError(`${node.thing} is in training mode; export the model in eval mode`);
  let made: readonly [Weight, Weight] | undefined;
  return ([value, ...statistics]) => {
    if (!value) throw new InputError(`${node.thing} lacks an input`);
    const [scale, bias, mean, variance] = statistics.map((one) => constant(node, one, 'statistics').data) as [
      Known['data'],
      Known['data'],
      Known['data'],
      Known['data'],
    ];
    const factor = Float32Array.from(scale, (number, i) => number / Math.sqrt(variance[i]! + eps));
    const shift = Float32Array.from(bias, (number, i) => number - mean[i]! * factor[i]!);
    const shape = [factor.length, ...value.shape.slice(2).map(() => 1)];
    made ??= [node.keep(factor, shape), node.keep(shift, shape)];
    return [felt(tf.add(tf.mul(floatOf(value), made[0].tensor()), made[1].tensor()))];
  };
};

/** Each row by its root mean square, as RMSNormalization has it. */
const roots: Operator = (node) => {
  const eps = node.float('epsilon', 1e-5);
  return ([value, scale]) => {
    if (!value || !scale) throw new InputError(`${node.thing} lacks an input`);
    const axis = axisOf(node.thing, node.integer('axis', -1), value.shape.length);
    const axes = value.shape.flatMap((_, own) => (own >= axis ? [own] : []));
    const x = floatOf(value);
    const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(x), axes, true), eps));
    return [felt(tf.mul(tf.mul(x, inverse), floatOf(scale)))];
  };
};

/** Operators that normalise. */
export const norms: Operators = {
  LayerNormalization: layers,
  InstanceNormalization: instances,
  GroupNormalization: groups,
  BatchNormalization: batches,
  RMSNormalization: roots,
};
