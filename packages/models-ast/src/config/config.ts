import { asObject, parseLabels, readerOf, refuseSettings } from '@audiate/checkpoints';
import { InputError } from '@audiate/protocol';
import { SETTINGS } from './settings.js';

/** What config.json says of what an Audio Spectrogram Transformer computes. */
export interface AstConfig {
  /** Bands of the mel spectrogram. */
  readonly bins: number;
  /** Frames of the spectrogram that the model has positions for, 10 ms each: 1,024 of them in most published models. */
  readonly frames: number;
  /** A patch's side, in bands and in frames. */
  readonly patch: number;
  /** Bands from one patch to the next. */
  readonly bandStride: number;
  /** Frames from one patch to the next. */
  readonly frameStride: number;
  readonly hidden: number;
  readonly blocks: number;
  readonly heads: number;
  /** Channels within the feed-forward network of a block. */
  readonly ffn: number;
  /** Whether queries, keys and values have a bias. */
  readonly qkvBias: boolean;
  /** Added to the variance by every norm. */
  readonly eps: number;
  /** The labels of the head's classes. */
  readonly labels: readonly string[];
}

/**
 * Reads config.json; what it leaves out has the default of transformers' ASTConfig.
 * @throws InputError for another model type, a switch that is not supported, or a value out of range.
 */
export function parseConfig(json: unknown): AstConfig {
  const settings = asObject('config.json', json);
  refuseSettings({ model_type: undefined, ...settings }, SETTINGS);
  const read = readerOf(settings);
  const hidden = read.count('hidden_size', 768);
  const heads = read.count('num_attention_heads', 12);
  if (hidden % heads !== 0) {
    throw new InputError(`num_attention_heads in config.json must divide hidden_size ${hidden}, got ${heads}`);
  }
  const bins = read.count('num_mel_bins', 128, { max: 1000 });
  const frames = read.count('max_length', 1024, { max: 100_000 });
  return {
    bins,
    frames,
    patch: read.count('patch_size', 16, { max: Math.min(bins, frames) }),
    bandStride: read.count('frequency_stride', 10, { max: 1000 }),
    frameStride: read.count('time_stride', 10, { max: 1000 }),
    hidden,
    blocks: read.count('num_hidden_layers', 12, { max: 1000 }),
    heads,
    ffn: read.count('intermediate_size', 3072),
    qkvBias: read.flag('qkv_bias', true),
    eps: read.amount('layer_norm_eps', 1e-12),
    labels: parseLabels(settings),
  };
}

/** How many patches lie side by side along an axis of so many bands or frames. */
export function patchesAlong(extent: number, patch: number, stride: number): number {
  return extent < patch ? 0 : Math.floor((extent - patch) / stride) + 1;
}

/** Patches over the bands: each has channels of its own in a frame. */
export function patchRows({ bins, patch, bandStride }: AstConfig): number {
  return patchesAlong(bins, patch, bandStride);
}

/** Patches over so many frames of the spectrogram. */
export function patchColumns({ patch, frameStride }: AstConfig, frames: number): number {
  return patchesAlong(frames, patch, frameStride);
}
