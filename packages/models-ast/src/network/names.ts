import type { PreNormBlockNames, Weights } from '@audiate/checkpoints';

/** What a file calls a block's parts, and the four maps of its attention behind the attention's own name. */
export interface Spelling {
  block(i: number): PreNormBlockNames;
  readonly attention: Readonly<Record<'q' | 'k' | 'v' | 'output', string>>;
}

/** As transformers 5 calls them in memory. */
const IN_MEMORY: Spelling = {
  block: (i) => ({
    attentionNorm: `layers.${i}.layernorm_before`,
    attention: `layers.${i}.attention`,
    ffnNorm: `layers.${i}.layernorm_after`,
    inner: `layers.${i}.mlp.fc1`,
    outer: `layers.${i}.mlp.fc2`,
  }),
  attention: { q: 'q_proj', k: 'k_proj', v: 'v_proj', output: 'o_proj' },
};

/** As published files have them, and as transformers of any version writes them. */
const IN_FILES: Spelling = {
  block: (i) => ({
    attentionNorm: `encoder.layer.${i}.layernorm_before`,
    attention: `encoder.layer.${i}.attention`,
    ffnNorm: `encoder.layer.${i}.layernorm_after`,
    inner: `encoder.layer.${i}.intermediate.dense`,
    outer: `encoder.layer.${i}.output.dense`,
  }),
  attention: { q: 'attention.query', k: 'attention.key', v: 'attention.value', output: 'output.dense' },
};

/** The spelling of a file. */
export function spellingOf(weights: Pick<Weights, 'has'>): Spelling {
  return weights.has(`${IN_MEMORY.block(0).attentionNorm}.weight`) ? IN_MEMORY : IN_FILES;
}
