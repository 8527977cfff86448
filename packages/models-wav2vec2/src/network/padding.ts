import type { LayerInfo } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';

/** Where frames lie: frame f needs the samples up to f · hop + minSamples. */
export type FrameGrid = Pick<LayerInfo, 'hop' | 'minSamples'>;

/** Items of different lengths in one batch, each followed by what is not to be heard. */
export interface Padding {
  /** Samples of each item, `[batch]`. */
  readonly lengths: tf.Tensor1D;
  /** Of each layer. */
  readonly grids: Readonly<Record<string, FrameGrid>>;
}

/** 1 for each frame that an item has when it is heard alone, else 0: `[batch, frames, 1]`. */
export function validFrames({ lengths }: Padding, { hop, minSamples }: FrameGrid, frames: number): tf.Tensor3D {
  const before = Float32Array.from({ length: frames }, (_, frame) => frame * hop + minSamples - 1);
  return tf.tidy(() => {
    const beyond = tf.sub(tf.reshape(lengths, [-1, 1, 1]), tf.tensor3d(before, [1, frames, 1]));
    return tf.clipByValue(beyond, 0, 1) as tf.Tensor3D;
  });
}

/** A layer's frames, zeros where an item has none; as they are without padding. */
export function withoutPadding(x: tf.Tensor3D, layer: string, padding: Padding | undefined): tf.Tensor3D {
  if (!padding) return x;
  return tf.tidy(() => tf.mul(x, validFrames(padding, padding.grids[layer]!, x.shape[1])));
}

/** The mean over the frames that each item has, `[batch, 1, channels]`; over all without `valid`, `[batch, frames, 1]`. */
export function meanOverValid(x: tf.Tensor3D, valid: tf.Tensor3D | undefined): tf.Tensor3D {
  if (!valid) return tf.mean(x, 1, true);
  return tf.tidy(() => tf.div(tf.sum(tf.mul(x, valid), 1, true), tf.sum(valid, 1, true)));
}
