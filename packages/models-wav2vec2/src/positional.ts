import { gelu, groupedConv1d, type Weight } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import type { Wav2Vec2Config } from './config.js';
import { readWeightNormed } from './weight-norm.js';
import type { Weights } from './weights.js';

/** The convolution over frames that tells the encoder where it is. */
export interface Positional {
  readonly kernel: Weight;
  readonly bias: Weight;
  readonly groups: number;
  readonly padding: readonly [left: number, right: number];
}

/**
 * Frames of zeros before and after, so that as many frames leave as enter: half the taps on either side, one less after
 * where the taps are even (there transformers pads alike and drops the last frame).
 */
export function positionalPadding({ positionalTaps: taps }: Wav2Vec2Config): readonly [left: number, right: number] {
  const left = Math.floor(taps / 2);
  return [left, taps - 1 - left];
}

/** Reads `encoder.pos_conv_embed.conv`. */
export async function readPositional(weights: Weights, config: Wav2Vec2Config): Promise<Positional> {
  const { hidden, positionalTaps, positionalGroups: groups } = config;
  const name = 'encoder.pos_conv_embed.conv';
  const shape = [hidden, hidden / groups, positionalTaps] as const;
  return {
    kernel: weights.keep(await readWeightNormed(weights, name, shape), shape),
    bias: await weights.take(`${name}.bias`, [hidden]),
    groups,
    padding: positionalPadding(config),
  };
}

/** `x` plus what the convolution says of its place, `[batch, frames, hidden]`. */
export function addPositional(x: tf.Tensor3D, { kernel, bias, groups, padding }: Positional): tf.Tensor3D {
  return tf.tidy(() => tf.add(x, gelu(groupedConv1d(x, kernel, { groups, padding, bias }))));
}
