import * as tf from '@tensorflow/tfjs';
import { framesOfPatches, type Grid, withFrames } from './fold.js';
import { TOKENS } from './layers.js';

/** The patches of a sequence as frames, those that the sound fills. */
export function framesOf(sequence: tf.Tensor3D, grid: Grid): tf.Tensor3D {
  return tf.tidy(() => framesOfPatches(patchesOf(sequence), grid));
}

/** A sequence with other frames. */
export function sequenceWith(sequence: tf.Tensor3D, frames: tf.Tensor3D, grid: Grid): tf.Tensor3D {
  return tf.tidy(() => tf.concat([first(sequence), withFrames(patchesOf(sequence), frames, grid)], 1));
}

/** Both tokens of a sequence side by side: `[batch, 1, 2 · width]`. */
export function tokensOf(sequence: tf.Tensor3D): tf.Tensor3D {
  const [batch, , width] = sequence.shape;
  return tf.tidy(() => tf.reshape(first(sequence), [batch, 1, TOKENS * width]));
}

/** A sequence with other tokens, side by side. */
export function sequenceWithTokens(sequence: tf.Tensor3D, tokens: tf.Tensor3D): tf.Tensor3D {
  const [batch, , width] = sequence.shape;
  return tf.tidy(() => tf.concat([tf.reshape(tokens, [batch, TOKENS, width]), patchesOf(sequence)], 1));
}

/** The mean of both tokens: `[batch, 1, width]`. */
export function meanOfTokens(sequence: tf.Tensor3D): tf.Tensor3D {
  return tf.tidy(() => tf.mean(first(sequence), 1, true));
}

function first(sequence: tf.Tensor3D): tf.Tensor3D {
  return tf.slice(sequence, [0, 0, 0], [-1, TOKENS, -1]);
}

function patchesOf(sequence: tf.Tensor3D): tf.Tensor3D {
  const [, count] = sequence.shape;
  return tf.slice(sequence, [0, TOKENS, 0], [-1, count - TOKENS, -1]);
}
