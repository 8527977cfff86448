import { asObject, readerOf, refuseSettings } from '@audiate/checkpoints';
import { InputError } from '@audiate/protocol';
import { SETTINGS } from './settings.js';

/** What config.json says of what the encoder computes. */
export interface WhisperConfig {
  /** Bins of the mel spectrogram: 80, and 128 from large-v3 on. */
  readonly bins: number;
  /** Channels of the encoder. */
  readonly hidden: number;
  readonly blocks: number;
  readonly heads: number;
  /** Channels within the feed-forward network of a block. */
  readonly ffn: number;
  /** Positions that have an embedding: frames of the encoder, 20 ms each, 1,500 of them in all published models. */
  readonly positions: number;
}

/**
 * Reads config.json; what it leaves out has the default of transformers' WhisperConfig (whisper-tiny).
 * @throws InputError for another model type, a switch that is not supported, or a value out of range.
 */
export function parseConfig(json: unknown): WhisperConfig {
  const settings = asObject('config.json', json);
  refuseSettings({ model_type: undefined, ...settings }, SETTINGS);
  const read = readerOf(settings);
  const hidden = read.count('d_model', 384);
  const heads = read.count('encoder_attention_heads', 6);
  if (hidden % heads !== 0) {
    throw new InputError(`encoder_attention_heads in config.json must divide d_model ${hidden}, got ${heads}`);
  }
  return {
    bins: read.count('num_mel_bins', 80, { max: 1000 }),
    hidden,
    blocks: read.count('encoder_layers', 4, { max: 1000 }),
    heads,
    ffn: read.count('encoder_ffn_dim', 1536),
    positions: read.count('max_source_positions', 1500),
  };
}
