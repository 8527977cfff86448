/** What of a checkpoint's config.json tells its work. */
export interface Sizes {
  readonly conv_dim: readonly number[];
  readonly conv_kernel: readonly number[];
  readonly conv_stride: readonly number[];
  readonly hidden_size: number;
  readonly intermediate_size: number;
  readonly num_conv_pos_embeddings: number;
  readonly num_conv_pos_embedding_groups: number;
}

/**
 * Floating-point operations of the products in one plain step: forward through `layer` blocks, and as many again for
 * the gradient of the input. Every frame of every layer counts, also those that an engine finds a way not to compute;
 * norms and activations don't.
 */
export function plainWork(sizes: Sizes, layer: number, { batch, samples }: { batch: number; samples: number }): number {
  const { hidden_size: width, intermediate_size: inner } = sizes;
  let [frames, channels, sum] = [samples, 1, 0];
  for (const [i, out] of sizes.conv_dim.entries()) {
    const taps = sizes.conv_kernel[i]!;
    frames = Math.floor((frames - taps) / sizes.conv_stride[i]!) + 1;
    sum += frames * channels * out * taps;
    channels = out;
  }
  sum += frames * channels * width;
  sum += (frames * width * width * sizes.num_conv_pos_embeddings) / sizes.num_conv_pos_embedding_groups;
  const block = frames * (4 * width * width + 2 * width * inner) + 2 * frames * frames * width;
  return 2 * 2 * batch * (sum + layer * block);
}
