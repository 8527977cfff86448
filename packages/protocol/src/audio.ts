import type * as tf from '@tensorflow/tfjs';

/** A waveform: float32 `[batch, samples]`, linear amplitude, nominally in [-1, 1]. */
export type Audio = tf.Tensor2D;

/**
 * One layer's output: float32 `[batch, frames, channels]`.
 * A frequency axis, where a model has one, is folded into channels.
 */
export type Activation = tf.Tensor3D;

/** What a model answers: one {@link Activation} for each layer that was asked for. */
export type Activations<L extends string = string> = Readonly<Record<L, Activation>>;

/** What stands for the activations of layers, by name; each a differentiable function that keeps the shape. */
export type Edits = Readonly<Record<string, (activation: Activation) => Activation>>;
