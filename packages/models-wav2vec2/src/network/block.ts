import { type Dense, type Norm, readDense, readNorm, runDense, runLayerNorm, type Weights } from '@audiate/checkpoints';
import { gelu } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import type { Architecture } from '../config/architecture.js';
import { type Attention, attend, readAttention } from './attention.js';
import { type AttentionAdapter, addAttentionAdapter, readAttentionAdapter } from './attention-adapter.js';

/** One block of the encoder: attention, then a feed-forward network, each added to what it was given. */
export interface Block {
  readonly attention: Attention;
  readonly attentionNorm: Norm;
  readonly inner: Dense;
  readonly outer: Dense;
  readonly finalNorm: Norm;
  /** At its end. */
  readonly adapter: AttentionAdapter | undefined;
  /** Norms stand before attention and network instead of after their sums. */
  readonly preNorm: boolean;
}

/** What a block computes, in order: after the output map of attention, around the GELU, and the block's own output. */
export type BlockPart = 'attention' | 'ffn.pre' | 'ffn' | 'output';

/** Reads `encoder.layers`. */
export async function readBlocks(weights: Weights, config: Architecture): Promise<Block[]> {
  const blocks: Block[] = [];
  for (let i = 0; i < config.blocks; i++) blocks.push(await readBlock(weights, i, config));
  return blocks;
}

async function readBlock(weights: Weights, index: number, config: Architecture): Promise<Block> {
  const { hidden, ffn, eps, preNorm } = config;
  const name = `encoder.layers.${index}`;
  return {
    attention: await readAttention(weights, `${name}.attention`, config),
    attentionNorm: await readNorm(weights, `${name}.layer_norm`, hidden, eps),
    inner: await readDense(weights, `${name}.feed_forward.intermediate_dense`, ffn, hidden),
    outer: await readDense(weights, `${name}.feed_forward.output_dense`, hidden, ffn),
    finalNorm: await readNorm(weights, `${name}.final_layer_norm`, hidden, eps),
    adapter: await readAttentionAdapter(weights, `${name}.adapter_layer`, config),
    preNorm,
  };
}

/**
 * Computes a block part by part, as far as its caller goes on asking; the last part is `output`.
 * @param options.bias what attention's scores gain by distance, `[heads, frames, frames]`, in models that have such a bias.
 * @param options.valid which frames each item has, `[batch, frames, 1]`, where items are padded.
 * @param options.edited what goes on in the place of a part's output.
 */
export function* runBlock(
  x: tf.Tensor3D,
  block: Block,
  {
    bias,
    valid,
    edited,
  }: {
    readonly bias: tf.Tensor3D | undefined;
    readonly valid: tf.Tensor3D | undefined;
    readonly edited: (part: BlockPart, value: tf.Tensor3D) => tf.Tensor3D;
  },
): Generator<[BlockPart, tf.Tensor3D], tf.Tensor3D> {
  const { attentionNorm, inner, outer, finalNorm, preNorm } = block;
  const heard = preNorm ? runLayerNorm(x, attentionNorm) : x;
  const attention = edited('attention', attend(heard, block.attention, { bias, valid }));
  yield ['attention', attention];
  const sum: tf.Tensor3D = tf.add(x, attention);
  const middle = preNorm ? sum : runLayerNorm(sum, attentionNorm);
  const before = edited('ffn.pre', runDense(preNorm ? runLayerNorm(middle, finalNorm) : middle, inner));
  yield ['ffn.pre', before];
  const ffn = edited('ffn', gelu(before));
  yield ['ffn', ffn];
  const total: tf.Tensor3D = tf.add(middle, runDense(ffn, outer));
  const whole = preNorm ? total : runLayerNorm(total, finalNorm);
  const output = edited('output', block.adapter ? addAttentionAdapter(whole, block.adapter) : whole);
  yield ['output', output];
  return output;
}
