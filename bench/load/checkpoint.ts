import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The extents of a published size; both lines of the architecture. */
export interface Size {
  readonly hidden: number;
  readonly blocks: number;
  readonly heads: number;
  readonly ffn: number;
  /** Layer norms in the tower, biases, norms before the blocks. */
  readonly large: boolean;
}

export const SIZES = {
  base: { hidden: 768, blocks: 12, heads: 12, ffn: 3072, large: false },
  large: { hidden: 1024, blocks: 24, heads: 16, ffn: 4096, large: true },
} as const satisfies Record<string, Size>;

type Tensor = readonly [name: string, shape: readonly number[]];

const KERNELS = [10, 3, 3, 3, 3, 2, 2];

/** Every tensor that a pretrained checkpoint of this size has, the quantizer's, which no forward pass reads, included. */
function tensorsOf({ hidden, blocks, ffn, large }: Size): Tensor[] {
  const affine = (name: string, width: number): Tensor[] => [
    [`${name}.weight`, [width]],
    [`${name}.bias`, [width]],
  ];
  const dense = (name: string, outputs: number, inputs: number): Tensor[] => [
    [`${name}.weight`, [outputs, inputs]],
    [`${name}.bias`, [outputs]],
  ];
  const tower = KERNELS.flatMap((taps, i): Tensor[] => {
    const name = `wav2vec2.feature_extractor.conv_layers.${i}`;
    const kernel: Tensor = [`${name}.conv.weight`, [512, i === 0 ? 1 : 512, taps]];
    const bias: Tensor[] = large ? [[`${name}.conv.bias`, [512]]] : [];
    return [kernel, ...bias, ...(large || i === 0 ? affine(`${name}.layer_norm`, 512) : [])];
  });
  const encoder = Array.from({ length: blocks }, (_, i): Tensor[] => {
    const name = `wav2vec2.encoder.layers.${i}`;
    return [
      ...['q_proj', 'k_proj', 'v_proj', 'out_proj'].flatMap((part) =>
        dense(`${name}.attention.${part}`, hidden, hidden),
      ),
      ...affine(`${name}.layer_norm`, hidden),
      ...dense(`${name}.feed_forward.intermediate_dense`, ffn, hidden),
      ...dense(`${name}.feed_forward.output_dense`, hidden, ffn),
      ...affine(`${name}.final_layer_norm`, hidden),
    ];
  }).flat();
  return [
    ...tower,
    ...affine('wav2vec2.feature_projection.layer_norm', 512),
    ...dense('wav2vec2.feature_projection.projection', hidden, 512),
    ['wav2vec2.encoder.pos_conv_embed.conv.weight_g', [1, 1, 128]],
    ['wav2vec2.encoder.pos_conv_embed.conv.weight_v', [hidden, hidden / 16, 128]],
    ['wav2vec2.encoder.pos_conv_embed.conv.bias', [hidden]],
    ...affine('wav2vec2.encoder.layer_norm', hidden),
    ...encoder,
    ['quantizer.codevectors', [1, 640, large ? 384 : 128]],
    ...dense('quantizer.weight_proj', 640, 512),
    ...dense('project_hid', large ? 768 : 256, hidden),
  ];
}

/**
 * Writes config.json and random weights, F32, as model.safetensors or in shards with an index.
 * @returns bytes of the weights.
 */
export async function writeCheckpoint(folder: string, size: Size, shards = 1): Promise<number> {
  const tensors = tensorsOf(size);
  const { hidden, blocks, heads, ffn, large } = size;
  const config = {
    model_type: 'wav2vec2',
    architectures: ['Wav2Vec2ForPreTraining'],
    hidden_size: hidden,
    num_hidden_layers: blocks,
    num_attention_heads: heads,
    intermediate_size: ffn,
    ...(large && { feat_extract_norm: 'layer', conv_bias: true, do_stable_layer_norm: true }),
  };
  await writeFile(join(folder, 'config.json'), JSON.stringify(config));
  const perShard = Math.ceil(tensors.length / shards);
  const map: Record<string, string> = {};
  let total = 0;
  for (let i = 0; i < shards; i++) {
    const pad = (n: number) => String(n).padStart(5, '0');
    const file = shards === 1 ? 'model.safetensors' : `model-${pad(i + 1)}-of-${pad(shards)}.safetensors`;
    const part = tensors.slice(i * perShard, (i + 1) * perShard);
    for (const [name] of part) map[name] = file;
    total += await writeShard(join(folder, file), part);
  }
  if (shards > 1) await writeFile(join(folder, 'model.safetensors.index.json'), JSON.stringify({ weight_map: map }));
  return total;
}

async function writeShard(path: string, tensors: readonly Tensor[]): Promise<number> {
  const counts = tensors.map(([, shape]) => shape.reduce((product, extent) => product * extent, 1));
  let end = 0;
  const header = Object.fromEntries(
    tensors.map(([name, shape], i) => {
      const begin = end;
      end += 4 * counts[i]!;
      return [name, { dtype: 'F32', shape, data_offsets: [begin, end] }];
    }),
  );
  const text = JSON.stringify(header);
  const json = Buffer.from(text.padEnd(Math.ceil(text.length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  const noise = Float32Array.from({ length: 1 << 20 }, () => 0.05 * (Math.random() + Math.random() - 1));
  const bytes = Buffer.from(noise.buffer);
  const file = await open(path, 'w');
  try {
    await file.write(Buffer.concat([length, json]));
    for (const count of counts) {
      for (let left = 4 * count; left > 0; ) {
        const { bytesWritten } = await file.write(bytes, 0, Math.min(left, bytes.length));
        left -= bytesWritten;
      }
    }
  } finally {
    await file.close();
  }
  return end;
}
