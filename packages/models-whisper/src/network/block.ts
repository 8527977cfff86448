import { type PreNormBlock, readPreNormBlock, type Weights } from '@audiate/checkpoints';
import type { WhisperConfig } from '../config/config.js';

/** torch's default, which no setting reaches. */
export const EPS = 1e-5;

/** Reads `encoder.layers`. */
export async function readBlocks(weights: Weights, config: WhisperConfig): Promise<PreNormBlock[]> {
  const { hidden, heads, ffn } = config;
  const blocks: PreNormBlock[] = [];
  for (let i = 0; i < config.blocks; i++) {
    const name = `encoder.layers.${i}`;
    const names = {
      attentionNorm: `${name}.self_attn_layer_norm`,
      attention: `${name}.self_attn`,
      ffnNorm: `${name}.final_layer_norm`,
      inner: `${name}.fc1`,
      outer: `${name}.fc2`,
    };
    blocks.push(await readPreNormBlock(weights, names, { hidden, heads, ffn, eps: EPS, withoutBias: ['k'] }));
  }
  return blocks;
}
