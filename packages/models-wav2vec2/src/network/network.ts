import { type Dense, type Norm, readDense, readNorm, runDense, runLayerNorm, type Weights } from '@audiate/checkpoints';
import { gelu } from '@audiate/ops';
import type { Audio } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { Wav2Vec2Config } from '../config/config.js';
import { type Block, type BlockPart, readBlocks, runBlock } from './block.js';
import { type Classifier, readClassifier, runClassifier } from './classifier.js';
import { type ConvAdapter, readConvAdapter, runConvAdapter } from './conv-adapter.js';
import { type Conv, readConvTower, runConv } from './conv-tower.js';
import { withoutHead } from './head.js';
import { lastOfBody, type Wav2Vec2Layer } from './layers.js';
import { normalizeAudio } from './normalize-audio.js';
import { type Padding, validFrames } from './padding.js';
import { addPositional, type Positional, readPositional } from './positional.js';
import { type RelativePosition, readRelativePosition, relativeBias } from './relative-position.js';

/** All that a forward pass needs. */
export interface Network {
  readonly normalize: boolean;
  readonly convs: readonly Conv[];
  readonly projectionNorm: Norm | undefined;
  readonly projection: Dense;
  readonly positional: Positional;
  /** Shared by all blocks, where there is one. */
  readonly relative: RelativePosition | undefined;
  readonly blocks: readonly Block[];
  /** Before the first block, or after the last where blocks normalise first. */
  readonly encoderNorm: Norm;
  readonly preNorm: boolean;
  /** After the encoder. */
  readonly adapter: ConvAdapter | undefined;
  /** Of CTC. */
  readonly head: Dense | undefined;
  readonly classifier: Classifier | undefined;
}

/** Reads every weight that a forward pass needs, and none else. */
export async function readNetwork(weights: Weights, config: Wav2Vec2Config, normalize: boolean): Promise<Network> {
  const { hidden, eps, preNorm, tokens } = config;
  const features = config.convs.at(-1)!.channels;
  const body = {
    normalize,
    preNorm,
    convs: await readConvTower(weights, config),
    projectionNorm: config.projectionNorm
      ? await readNorm(weights, 'feature_projection.layer_norm', features, eps)
      : undefined,
    projection: await readDense(weights, 'feature_projection.projection', hidden, features),
    positional: await readPositional(weights, config),
    relative: await readRelativePosition(weights, config),
    encoderNorm: await readNorm(weights, 'encoder.layer_norm', hidden, eps),
    blocks: await readBlocks(weights, config),
    adapter: await readConvAdapter(weights, config),
  };
  const hasHead = config.hasHead || weights.has('lm_head.weight');
  try {
    return {
      ...body,
      head: hasHead ? await readDense(weights, 'lm_head', tokens, config.adapter?.channels ?? hidden) : undefined,
      classifier: await readClassifier(weights, config),
    };
  } catch (error) {
    throw withoutHead(error, lastOfBody(config));
  }
}

/** Answers what stands for a layer's output. */
type Edited = (layer: Wav2Vec2Layer, value: tf.Tensor3D) => tf.Tensor3D;

/**
 * Hears audio layer by layer, as far as its caller goes on asking: what is not asked for is not computed.
 * @param options.edited what goes on in the place of a layer's output; the output itself unless given.
 * @param options.padding where items are shorter than the audio: the frames that an item has are those of the item alone, for
 * convolutions without padding never see further, and what looks at all frames looks at these. What is behind them is any number.
 */
export function* runNetwork(
  audio: Audio,
  network: Network,
  { edited = (_, value) => value, padding }: { readonly edited?: Edited; readonly padding?: Padding | undefined } = {},
): Generator<[Wav2Vec2Layer, tf.Tensor3D], void> {
  const { convs, projectionNorm, relative, blocks, encoderNorm, preNorm, adapter, head, classifier } = network;
  let x: tf.Tensor3D = tf.expandDims(network.normalize ? normalizeAudio(audio, padding) : audio, 2);
  const validIn = (layer: Wav2Vec2Layer) =>
    padding && ((frames: number) => validFrames(padding, padding.grids[layer]!, frames));
  for (const [i, conv] of convs.entries()) {
    x = edited(`conv.${i}.pre`, runConv(x, conv, validIn(`conv.${i}.pre`)));
    yield [`conv.${i}.pre`, x];
    x = edited(`conv.${i}`, gelu(x));
    yield [`conv.${i}`, x];
  }
  x = edited('projection', runDense(projectionNorm ? runLayerNorm(x, projectionNorm) : x, network.projection));
  yield ['projection', x];
  x = addPositional(x, network.positional, padding);
  x = edited('encoder.input', preNorm ? x : runLayerNorm(x, encoderNorm));
  yield ['encoder.input', x];
  const mixed = [x];
  const bias = relative && relativeBias(relative, x.shape[1]);
  const valid = validIn('projection')?.(x.shape[1]);
  for (const [i, block] of blocks.entries()) {
    const nameOf = (part: BlockPart): Wav2Vec2Layer => (part === 'output' ? `encoder.${i}` : `encoder.${i}.${part}`);
    const editedPart = (part: BlockPart, value: tf.Tensor3D) => edited(nameOf(part), value);
    for (const [part, value] of runBlock(x, block, { bias, valid, edited: editedPart })) {
      yield [nameOf(part), value];
      x = part === 'output' ? value : x;
    }
    mixed.push(x);
  }
  if (preNorm) {
    x = edited('encoder.norm', runLayerNorm(x, encoderNorm));
    yield ['encoder.norm', x];
  }
  if (adapter) {
    const editedOutput = (i: number, value: tf.Tensor3D) => edited(`adapter.${i}`, value);
    for (const [i, output] of runConvAdapter(x, adapter, { edited: editedOutput, padding })) {
      yield [`adapter.${i}`, output];
      x = output;
    }
  }
  if (head) yield ['logits', edited('logits', runDense(x, head))];
  if (!classifier) return;
  const heard = adapter && !classifier.mix ? validIn(`adapter.${adapter.convs.length - 1}`)?.(x.shape[1]) : valid;
  yield* runClassifier({ last: x, layers: mixed, valid: heard }, classifier, edited);
}
