import type { Weights } from '@audiate/checkpoints';
import { conv1d, type Weight } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import { type AstConfig, patchColumns, patchRows } from '../config/config.js';
import { TOKENS } from './layers.js';

/** What turns a spectrogram into a sequence. */
export interface Embeddings {
  /** A convolution over frames of a patch's bands, `[hidden, patch, patch]`. */
  readonly kernel: Weight;
  readonly bias: Weight;
  /** Of the class token and the distillation token, their positions in it: `[2, hidden]`. */
  readonly tokens: Weight;
  /** Of every patch, `[rows, columns, hidden]`. */
  readonly positions: Weight;
  readonly rows: number;
  readonly patch: number;
  readonly bandStride: number;
  readonly frameStride: number;
}

/** Reads `embeddings`. */
export async function readEmbeddings(weights: Weights, config: AstConfig): Promise<Embeddings> {
  const { hidden, patch, frames, bandStride, frameStride } = config;
  const [rows, columns] = [patchRows(config), patchColumns(config, frames)];
  const kernel = await weights.read('embeddings.patch_embeddings.projection.weight', [hidden, 1, patch, patch]);
  const bias = await weights.take('embeddings.patch_embeddings.projection.bias', [hidden]);
  const positions = await weights.read('embeddings.position_embeddings', [1, TOKENS + rows * columns, hidden]);
  const tokens = new Float32Array(TOKENS * hidden);
  for (const [i, name] of ['cls_token', 'distillation_token'].entries()) {
    const token = await weights.read(`embeddings.${name}`, [1, 1, hidden]);
    tokens.set(
      token.map((value, c) => value + positions[i * hidden + c]!),
      i * hidden,
    );
  }
  return {
    kernel: weights.keep(kernel, [hidden, patch, patch]),
    bias,
    tokens: weights.keep(tokens, [TOKENS, hidden]),
    positions: weights.keep(positions.subarray(TOKENS * hidden), [rows, columns, hidden]),
    rows,
    patch,
    bandStride,
    frameStride,
  };
}

/** A convolution over squares of the spectrogram: `[batch, frames, bins] → [batch, rows · columns, hidden]`, row by row. */
export function runPatches(mel: tf.Tensor3D, embeddings: Embeddings): tf.Tensor3D {
  const { kernel, bias, rows, patch, bandStride, frameStride } = embeddings;
  const [batch, frames] = mel.shape;
  return tf.tidy(() => {
    const bands = Array.from({ length: rows }, (_, row) => tf.slice(mel, [0, 0, row * bandStride], [-1, -1, patch]));
    const stacked: tf.Tensor3D = tf.reshape(tf.stack(bands, 1), [batch * rows, frames, patch]);
    const answers = conv1d(stacked, kernel, { stride: frameStride, bias });
    const [, columns, hidden] = answers.shape;
    return tf.reshape(answers, [batch, rows * columns, hidden]);
  });
}

/** Patches with their positions, those of later columns left out: of the same shape. */
export function withPositions(patches: tf.Tensor3D, { positions, rows }: Embeddings): tf.Tensor3D {
  const [, count, hidden] = patches.shape;
  const columns = count / rows;
  return tf.tidy(() => {
    const heard = tf.slice(positions.tensor(), [0, 0, 0], [rows, columns, hidden]);
    return tf.add(patches, tf.reshape(heard, [1, count, hidden]));
  });
}

/** The sequence that the first block is given: both tokens before the patches. */
export function withTokens(patches: tf.Tensor3D, { tokens }: Embeddings): tf.Tensor3D {
  const [batch, , hidden] = patches.shape;
  return tf.tidy((): tf.Tensor3D => {
    const both: tf.Tensor3D = tf.reshape(tokens.tensor(), [1, TOKENS, hidden]);
    return tf.concat([tf.tile(both, [batch, 1, 1]), patches], 1);
  });
}
