import { expect, test } from 'vitest';
import { plainWork } from './work.ts';

const base = {
  conv_dim: Array(7).fill(512),
  conv_kernel: [10, 3, 3, 3, 3, 2, 2],
  conv_stride: [5, 2, 2, 2, 2, 2, 2],
  hidden_size: 768,
  intermediate_size: 3072,
  num_conv_pos_embeddings: 128,
  num_conv_pos_embedding_groups: 16,
};
/** PyTorch computes one frame of the positional convolution that Hugging Face's model then drops. */
const DROPPED_FRAME = 2 * 768 * (768 / 16) * 128;

// The forward pass of `eager` in torch_formulations.py, attn_implementation="eager", by torch.utils.flop_counter 2.13.
test.each([
  [3, 1, 16000, 7513668608],
  [12, 2, 24000, 41785503744],
])('L = %d, batch %d, %d samples: what PyTorch counts', (layer, batch, samples, counted) => {
  expect(plainWork(base, layer, { batch, samples })).toBe(2 * (counted - batch * DROPPED_FRAME));
});
