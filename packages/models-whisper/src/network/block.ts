import {
  attend,
  type Dense,
  type Norm,
  readDense,
  readNorm,
  readSelfAttention,
  runDense,
  runLayerNorm,
  type SelfAttention,
  type Weights,
} from '@audiate/checkpoints';
import { gelu } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import type { WhisperConfig } from '../config/config.js';

/** One block of the encoder: attention, then a feed-forward network, each given what is normalised and added to what was not. */
export interface Block {
  readonly attentionNorm: Norm;
  readonly attention: SelfAttention;
  readonly ffnNorm: Norm;
  readonly inner: Dense;
  readonly outer: Dense;
}

/** What a block computes, in order: after the output map of attention, around the GELU, and the block's own output. */
export type BlockPart = 'attention' | 'ffn.pre' | 'ffn' | 'output';

/** torch's default, which no setting reaches. */
export const EPS = 1e-5;

/** Reads `encoder.layers`. */
export async function readBlocks(weights: Weights, config: WhisperConfig): Promise<Block[]> {
  const { hidden, ffn } = config;
  const blocks: Block[] = [];
  for (let i = 0; i < config.blocks; i++) {
    const name = `encoder.layers.${i}`;
    blocks.push({
      attentionNorm: await readNorm(weights, `${name}.self_attn_layer_norm`, hidden, EPS),
      attention: await readSelfAttention(weights, `${name}.self_attn`, { ...config, withoutBias: ['k'] }),
      ffnNorm: await readNorm(weights, `${name}.final_layer_norm`, hidden, EPS),
      inner: await readDense(weights, `${name}.fc1`, ffn, hidden),
      outer: await readDense(weights, `${name}.fc2`, hidden, ffn),
    });
  }
  return blocks;
}

/**
 * Computes a block part by part, as far as its caller goes on asking; the last part is `output`.
 * @param edited what goes on in the place of a part's output.
 */
export function* runBlock(
  x: tf.Tensor3D,
  { attentionNorm, attention, ffnNorm, inner, outer }: Block,
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
