import { readFile } from 'node:fs/promises';
import { loadWav2Vec2 } from '@audiate/models-wav2vec2';
import type { Sizes } from './work.ts';

/** A checkpoint's config.json as far as it shapes the weights. */
interface Config extends Sizes {
  readonly conv_bias: boolean;
  readonly feat_extract_norm: 'group' | 'layer';
  readonly num_hidden_layers: number;
}

const BASE = {
  model_type: 'wav2vec2',
  conv_dim: [512, 512, 512, 512, 512, 512, 512],
  conv_kernel: [10, 3, 3, 3, 3, 2, 2],
  conv_stride: [5, 2, 2, 2, 2, 2, 2],
  conv_bias: false,
  feat_extract_norm: 'group',
  do_stable_layer_norm: false,
  hidden_size: 768,
  num_attention_heads: 12,
  intermediate_size: 3072,
  num_conv_pos_embeddings: 128,
  num_conv_pos_embedding_groups: 16,
} as const;
const LARGE = {
  ...BASE,
  conv_bias: true,
  feat_extract_norm: 'layer',
  do_stable_layer_norm: true,
  hidden_size: 1024,
  num_attention_heads: 16,
  intermediate_size: 4096,
} as const;

/** A model of `base`'s, `large`'s or `tiny`'s sizes with `layers` blocks and random weights, always the same ones. */
export async function randomModel(size: string, layers: number) {
  return loadWav2Vec2(await randomCheckpoint(size, layers), { name: size });
}

/** The files of {@link randomModel}. */
export async function randomCheckpoint(size: string, layers: number) {
  const known = { base: BASE, large: LARGE }[size];
  const tiny = new URL('../packages/wav2vec2-tiny/models/tiny/config.json', import.meta.url);
  const sizes = known ?? JSON.parse(await readFile(tiny, 'utf8'));
  const config = { ...sizes, architectures: ['Wav2Vec2Model'], num_hidden_layers: layers };
  const preprocessor = { do_normalize: false, sampling_rate: 16000, feature_size: 1 };
  return { config, preprocessor, weights: safetensors(shapesOf(config)) };
}

/** The shape of each weight, by Hugging Face's names. */
function shapesOf(config: Config): Map<string, readonly number[]> {
  const { hidden_size: width, intermediate_size: inner, num_conv_pos_embeddings: taps } = config;
  const shapes = new Map<string, readonly number[]>();
  const affine = (name: string, shape: readonly number[]) =>
    shapes.set(`${name}.weight`, shape).set(`${name}.bias`, shape.slice(0, 1));
  let channels = 1;
  for (const [i, out] of config.conv_dim.entries()) {
    const name = `feature_extractor.conv_layers.${i}`;
    shapes.set(`${name}.conv.weight`, [out, channels, config.conv_kernel[i]!]);
    if (config.conv_bias) shapes.set(`${name}.conv.bias`, [out]);
    if (i === 0 || config.feat_extract_norm === 'layer') affine(`${name}.layer_norm`, [out]);
    channels = out;
  }
  affine('feature_projection.layer_norm', [channels]);
  affine('feature_projection.projection', [width, channels]);
  const positional = 'encoder.pos_conv_embed.conv';
  shapes.set(`${positional}.bias`, [width]);
  shapes.set(`${positional}.parametrizations.weight.original0`, [1, 1, taps]);
  shapes.set(`${positional}.parametrizations.weight.original1`, [
    width,
    width / config.num_conv_pos_embedding_groups,
    taps,
  ]);
  affine('encoder.layer_norm', [width]);
  for (let i = 0; i < config.num_hidden_layers; i++) {
    const name = `encoder.layers.${i}`;
    for (const part of ['q', 'k', 'v', 'out']) affine(`${name}.attention.${part}_proj`, [width, width]);
    affine(`${name}.layer_norm`, [width]);
    affine(`${name}.feed_forward.intermediate_dense`, [inner, width]);
    affine(`${name}.feed_forward.output_dense`, [width, inner]);
    affine(`${name}.final_layer_norm`, [width]);
  }
  return shapes;
}

/** Uniform numbers: around 1 for vectors and gains, at a variance of 1 ÷ fan-in for matrices and kernels. */
function safetensors(shapes: ReadonlyMap<string, readonly number[]>): Uint8Array {
  let state = 1;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  const header: Record<string, object> = {};
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const [name, shape] of shapes) {
    const fanIn = shape.slice(1).reduce((product, extent) => product * extent, 1);
    const isGain = name.endsWith('original0') || (shape.length === 1 && name.endsWith('.weight'));
    const scale = isGain || shape.length === 1 ? 0.1 : Math.sqrt(3 / fanIn);
    const size = shape.reduce((product, extent) => product * extent, 1);
    const data = new Uint8Array(Float32Array.from({ length: size }, () => (isGain ? 1 : 0) + scale * uniform()).buffer);
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + data.length] };
    parts.push(data);
    offset += data.length;
  }
  const text = JSON.stringify(header);
  const padded = Buffer.from(text.padEnd(Math.ceil(text.length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  return Buffer.concat([length, padded, ...parts]);
}
