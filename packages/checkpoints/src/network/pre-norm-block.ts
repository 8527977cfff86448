import { gelu } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import type { Weights } from '../weights/weights.js';
import { type AttentionShape, attend, readSelfAttention, type SelfAttention } from './attention.js';
import { type Dense, readDense, runDense } from './dense.js';
import { type Norm, readNorm, runLayerNorm } from './norm.js';

/** A block of a transformer: attention, then a feed-forward network, each given what is normalised and added to what was not. */
export interface PreNormBlock {
  readonly attentionNorm: Norm;
  readonly attention: SelfAttention;
  readonly ffnNorm: Norm;
  readonly inner: Dense;
  readonly outer: Dense;
}

/** What a block computes, in order: after the output map of attention, around the GELU, and the block's own output. */
export type BlockPart = 'attention' | 'ffn.pre' | 'ffn' | 'output';

/** How a block is read. */
export interface PreNormBlockShape extends AttentionShape {
  /** Channels within the feed-forward network. */
  readonly ffn: number;
  /** Added to the variance by both norms. */
  readonly eps: number;
}

/** What the parts of a block are called, in full. */
export type PreNormBlockNames = Readonly<Record<keyof PreNormBlock, string>>;

/** Reads a block. @throws InputError for a missing weight or another shape. */
export async function readPreNormBlock(
  weights: Weights,
  names: PreNormBlockNames,
  shape: PreNormBlockShape,
): Promise<PreNormBlock> {
  const { hidden, ffn, eps } = shape;
  return {
    attentionNorm: await readNorm(weights, names.attentionNorm, hidden, eps),
    attention: await readSelfAttention(weights, names.attention, shape),
    ffnNorm: await readNorm(weights, names.ffnNorm, hidden, eps),
    inner: await readDense(weights, names.inner, ffn, hidden),
    outer: await readDense(weights, names.outer, hidden, ffn),
  };
}

/**
 * Computes a block part by part, as far as its caller goes on asking; the last part is `output`.
 * @param edited what goes on in the place of a part's output.
 */
export function* runPreNormBlock(
  x: tf.Tensor3D,
  { attentionNorm, attention, ffnNorm, inner, outer }: PreNormBlock,
  edited: (part: BlockPart, value: tf.Tensor3D) => tf.Tensor3D,
): Generator<[BlockPart, tf.Tensor3D], void> {
  const attended = edited('attention', attend(runLayerNorm(x, attentionNorm), attention));
  yield ['attention', attended];
  const middle: tf.Tensor3D = tf.add(x, attended);
  const before = edited('ffn.pre', runDense(runLayerNorm(middle, ffnNorm), inner));
  yield ['ffn.pre', before];
  const ffn = edited('ffn', gelu(before));
  yield ['ffn', ffn];
  yield ['output', edited('output', tf.add(middle, runDense(ffn, outer)))];
}
