import { type PreNormBlock, readPreNormBlock, type Weights } from '@audiate/checkpoints';
import type { AstConfig } from '../config/config.js';
import { spellingOf } from './names.js';

/** Reads the blocks of the encoder. */
export async function readBlocks(weights: Weights, config: AstConfig): Promise<PreNormBlock[]> {
  const { hidden, heads, ffn, eps } = config;
  const spelling = spellingOf(weights);
  const withoutBias = config.qkvBias ? [] : (['q', 'k', 'v'] as const);
  const shape = { hidden, heads, ffn, eps, withoutBias, names: spelling.attention };
  const blocks: PreNormBlock[] = [];
  for (let i = 0; i < config.blocks; i++) blocks.push(await readPreNormBlock(weights, spelling.block(i), shape));
  return blocks;
}
