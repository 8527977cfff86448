import { asObject, readerOf } from '@audiate/checkpoints';
import { InputError } from '@audiate/protocol';

/** What config.json says of what the decoder computes. */
export interface DecoderConfig {
  /** Channels, those of the encoder. */
  readonly hidden: number;
  readonly blocks: number;
  readonly heads: number;
  readonly ffn: number;
  readonly tokens: number;
  /** Positions that have an embedding. */
  readonly positions: number;
  /** The output map is the table of embeddings. */
  readonly tied: boolean;
}

/**
 * Reads the decoder's part of config.json; what it leaves out has the default of transformers' WhisperConfig.
 * @throws InputError for a value out of range.
 */
export function parseDecoderConfig(json: unknown): DecoderConfig {
  const read = readerOf(asObject('config.json', json));
  const hidden = read.count('d_model', 384);
  const heads = read.count('decoder_attention_heads', 6);
  if (hidden % heads !== 0) {
    throw new InputError(`decoder_attention_heads in config.json must divide d_model ${hidden}, got ${heads}`);
  }
  return {
    hidden,
    heads,
    blocks: read.count('decoder_layers', 4, { max: 1000 }),
    ffn: read.count('decoder_ffn_dim', 1536),
    tokens: read.count('vocab_size', 51_865),
    positions: read.count('max_target_positions', 448),
    tied: read.flag('tie_word_embeddings', true),
  };
}
