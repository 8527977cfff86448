import {
  type Activation,
  type Activations,
  type Context,
  checkNumber,
  InputError,
  layerInfo,
  type ModelInfo,
} from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { FrameRange } from '../where/frame-range.js';
import { framesOf } from '../where/frames-of.js';
import { awake } from './awake.js';

/** One channel over a run of frames, `[batch, count]`. */
export type ReadUnit = (activations: Activations, range: FrameRange) => tf.Tensor2D;

/** @throws InputError unless `channel` is a whole number from 0. */
export function checkChannel(layer: string, channel: number): number {
  return checkNumber(`channel of ${layer}`, channel, { min: 0, integer: true });
}

/** @throws InputError naming the layer's channels when it does not have this one, or the model not the layer. */
export function checkUnit(model: ModelInfo, layer: string, channel: number): void {
  const { channels } = layerInfo(model, layer);
  if (channel < channels) return;
  throw new InputError(`channel ${channel} of ${layer} is out of range; ${layer} has channels 0 … ${channels - 1}`);
}

/**
 * Finds a unit in a model. Where the model names the layer's preactivation, its gradient is that of {@link awake}.
 * @throws InputError as {@link checkUnit}.
 */
export function bindUnit({ model }: Context, layer: string, channel: number): ReadUnit {
  checkUnit(model, layer, channel);
  const { preactivation } = layerInfo(model, layer);
  return (activations, range) => {
    const trace = unitTrace(activations[layer]!, channel, range);
    const before = preactivation && activations[preactivation.layer];
    return before ? awake(trace, unitTrace(before, channel, range), preactivation.turn) : trace;
  };
}

/** A layer over all its frames, or over a run of them, `[batch, count, channels]`. */
export type ReadLayer = (activations: Activations, range?: FrameRange) => Activation;

/**
 * Reads all channels of a layer. Where the model names the layer's preactivation, the gradient is that of {@link awake}.
 * @throws InputError for a layer that the model does not have.
 */
export function readLayer(model: ModelInfo, layer: string): ReadLayer {
  const { preactivation } = layerInfo(model, layer);
  return (activations, range) => {
    const read = (name: string) => (range ? framesOf(activations[name]!, range) : activations[name]!);
    const before = preactivation && activations[preactivation.layer];
    return before ? awake(read(layer), read(preactivation.layer), preactivation.turn) : read(layer);
  };
}

/**
 * One channel over a run of frames, `[batch, frames, channels] → [batch, count]`. Another channel or another run of
 * the same length differs in the slice's `begin` alone, so that a tracing engine can make it an input of the program;
 * and a compiler sees which rows are never read.
 */
export function unitTrace(activation: Activation, channel: number, { from, count }: FrameRange): tf.Tensor2D {
  const [batch] = activation.shape;
  return tf.reshape(tf.slice(activation, [0, from, channel], [batch, count, 1]), [batch, count]);
}
