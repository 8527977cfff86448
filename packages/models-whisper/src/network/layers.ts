import { GELU_TURN } from '@audiate/ops';
import type { LayerInfo } from '@audiate/protocol';
import type { WhisperConfig } from '../config/config.js';
import { type Preprocessor, STRIDE } from '../config/preprocessor.js';
import type { WhisperTokens } from '../tokenizer/tokenizer.js';

/**
 * The layers of Whisper's encoder, as they are computed:
 *
 * - `mel`: the log-mel spectrogram, its channels the bands;
 * - `conv.0`, `conv.1`: each convolution after its GELU, `.pre` before it;
 * - `encoder.input`: what the first block is given: `conv.1` plus the embeddings of positions;
 * - `encoder.0` …: the raw output of each block, within it `.attention` after the output map, before the residual, and
 *   `.ffn` after the activation, `.ffn.pre` before it;
 * - `encoder.norm`: the norm after the last block, which the decoder hears;
 * - `language`: the decoder's logits of the languages, after the start of a transcript, one frame; only where the model is
 *   loaded with its decoder and knows several;
 * - `first-token`: the decoder's logits of text tokens after its prompt, one frame; only with the decoder. What the channels of
 *   both stand for is the layer's `vocabulary`.
 */
export type WhisperLayer =
  | 'mel'
  | 'conv.0'
  | 'conv.1'
  | 'conv.0.pre'
  | 'conv.1.pre'
  | 'encoder.input'
  | `encoder.${number}`
  | `encoder.${number}.attention`
  | `encoder.${number}.ffn`
  | `encoder.${number}.ffn.pre`
  | 'encoder.norm'
  | 'language'
  | 'first-token';

/** Taps of both convolutions. */
export const TAPS = 3;

/**
 * The facts of every layer, in order of computation; those of the decoder where its tokens are given. A layer has as many frames as the sound has, though the window may have
 * more: frame f stands at sample f · hop, so a sound of one sample has a frame. Every layer is global: the spectrogram is
 * clamped by the item's loudest band.
 */
export function describeLayers(
  { bins, hidden, blocks, ffn }: WhisperConfig,
  { fft, hop }: Preprocessor,
  tokens?: WhisperTokens,
): Readonly<Record<WhisperLayer, LayerInfo>> {
  const layers: [WhisperLayer, LayerInfo][] = [];
  type Facts = Omit<LayerInfo, 'depth' | 'channels'>;
  const add = (name: WhisperLayer, channels: number, facts: Facts) =>
    layers.push([name, { depth: layers.length, channels, ...facts }]);
  const addActivated = (name: 'conv.0' | 'conv.1' | `encoder.${number}.ffn`, channels: number, facts: Facts) => {
    add(`${name}.pre`, channels, facts);
    add(name, channels, { ...facts, rectified: true, preactivation: { layer: `${name}.pre`, turn: GELU_TURN } });
  };
  const mel: Facts = { hop, offset: -fft / 2, receptiveField: fft, minSamples: 1, global: true };
  /** What a convolution of three taps over frames of `step` samples, padded by one, reaches. */
  const wider = (facts: Facts, stride: number): Facts => ({
    ...facts,
    hop: facts.hop * stride,
    offset: facts.offset - facts.hop,
    receptiveField: facts.receptiveField + (TAPS - 1) * facts.hop,
  });
  const first = wider(mel, 1);
  const second = wider(first, STRIDE);
  add('mel', bins, mel);
  addActivated('conv.0', hidden, first);
  addActivated('conv.1', hidden, second);
  add('encoder.input', hidden, second);
  for (let i = 0; i < blocks; i++) {
    add(`encoder.${i}.attention`, hidden, second);
    addActivated(`encoder.${i}.ffn`, ffn, second);
    add(`encoder.${i}`, hidden, second);
  }
  add('encoder.norm', hidden, second);
  if (tokens) {
    const clip = { ...second, hop: Number.POSITIVE_INFINITY, receptiveField: Number.POSITIVE_INFINITY };
    const named = (name: WhisperLayer, vocabulary: readonly string[]) =>
      add(name, vocabulary.length, { ...clip, vocabulary });
    if (tokens.languages.size > 0) named('language', [...tokens.languages.keys()]);
    named('first-token', tokens.text);
  }
  return Object.fromEntries(layers) as Record<WhisperLayer, LayerInfo>;
}
