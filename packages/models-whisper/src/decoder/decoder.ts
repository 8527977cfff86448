import { type Dense, type Norm, readDense, readNorm, runDense, runLayerNorm, type Weights } from '@audiate/checkpoints';
import { gelu, linear, type Weight } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import type { DecoderConfig } from '../config/decoder-config.js';
import type { WhisperTokens } from '../tokenizer/tokenizer.js';
import { attendTo, type CrossAttention, readCrossAttention } from './attention.js';

/** One block of the decoder: what it attends to, then a feed-forward network, each given what is normalised. */
interface DecoderBlock {
  readonly selfNorm: Norm;
  readonly self: CrossAttention;
  readonly crossNorm: Norm;
  readonly cross: CrossAttention;
  readonly ffnNorm: Norm;
  readonly inner: Dense;
  readonly outer: Dense;
}

/** The decoder, hearing one prompt: all that tells the language and the first token of a text. */
export interface Decoder {
  /** The prompt's embeddings with their positions, `[tokens of the prompt, hidden]`. */
  readonly prompt: Weight;
  readonly blocks: readonly DecoderBlock[];
  readonly norm: Norm;
  /** Rows of the output map, `[languages, hidden]`; none in a model of one language. */
  readonly languages: Weight | undefined;
  /** `[text tokens, hidden]`. */
  readonly text: Weight;
}

/** torch's default. */
const EPS = 1e-5;

/** Reads every weight that the decoder needs for this prompt. */
export async function readDecoder(
  weights: Weights,
  config: DecoderConfig,
  { tokens, prompt }: { readonly tokens: WhisperTokens; readonly prompt: readonly number[] },
): Promise<Decoder> {
  const { hidden, ffn } = config;
  const table = await weights.read('decoder.embed_tokens.weight', [config.tokens, hidden]);
  const places = await weights.read('decoder.embed_positions.weight', [config.positions, hidden]);
  const embedded = new Float32Array(prompt.length * hidden);
  for (const [i, token] of prompt.entries()) {
    for (let c = 0; c < hidden; c++) embedded[i * hidden + c] = table[token * hidden + c]! + places[i * hidden + c]!;
  }
  const blocks: DecoderBlock[] = [];
  for (let i = 0; i < config.blocks; i++) {
    const name = `decoder.layers.${i}`;
    blocks.push({
      selfNorm: await readNorm(weights, `${name}.self_attn_layer_norm`, hidden, EPS),
      self: await readCrossAttention(weights, `${name}.self_attn`, config),
      crossNorm: await readNorm(weights, `${name}.encoder_attn_layer_norm`, hidden, EPS),
      cross: await readCrossAttention(weights, `${name}.encoder_attn`, config),
      ffnNorm: await readNorm(weights, `${name}.final_layer_norm`, hidden, EPS),
      inner: await readDense(weights, `${name}.fc1`, ffn, hidden),
      outer: await readDense(weights, `${name}.fc2`, hidden, ffn),
    });
  }
  const output = config.tied ? table : await weights.read('proj_out.weight', [config.tokens, hidden]);
  const rows = (numbers: readonly number[]): Weight => {
    const picked = new Float32Array(numbers.length * hidden);
    for (const [i, n] of numbers.entries()) picked.set(output.subarray(n * hidden, (n + 1) * hidden), i * hidden);
    return weights.keep(picked, [numbers.length, hidden]);
  };
  return {
    prompt: weights.keep(embedded, [prompt.length, hidden]),
    blocks,
    norm: await readNorm(weights, 'decoder.layer_norm', hidden, EPS),
    languages: tokens.languages.size > 0 ? rows([...tokens.languages.values()]) : undefined,
    text: weights.keep(output.subarray(0, tokens.text.length * hidden), [tokens.text.length, hidden]),
  };
}

/** What the decoder tells of what the encoder heard, each one frame: `[batch, 1, languages]`, `[batch, 1, text tokens]`. */
export function runDecoder(
  heard: tf.Tensor3D,
  decoder: Decoder,
): { readonly language: tf.Tensor3D | undefined; readonly 'first-token': tf.Tensor3D } {
  const { prompt, blocks, norm, languages, text } = decoder;
  const [batch, , hidden] = heard.shape;
  const [length] = prompt.shape as [number];
  let x: tf.Tensor3D = tf.add(tf.zeros([batch, 1, 1]), prompt.tensor());
  for (const { selfNorm, self, crossNorm, cross, ffnNorm, inner, outer } of blocks) {
    const quiet = runLayerNorm(x, selfNorm);
    x = tf.add(x, attendTo(quiet, quiet, self, true));
    x = tf.add(x, attendTo(runLayerNorm(x, crossNorm), heard, cross, false));
    x = tf.add(x, runDense(gelu(runDense(runLayerNorm(x, ffnNorm), inner)), outer));
  }
  const said = runLayerNorm(x, norm);
  const at = (place: number): tf.Tensor3D => tf.slice(said, [0, place, 0], [batch, 1, hidden]);
  return { language: languages && linear(at(0), languages), 'first-token': linear(at(length - 1), text) };
}
