import {
  type BandPowers,
  type BlockPart,
  type Norm,
  type PreNormBlock,
  readNorm,
  runLayerNorm,
  runPreNormBlock,
  type Weights,
} from '@audiate/checkpoints';
import { gelu, type Weight } from '@audiate/ops';
import { type Audio, frameCount, type LayerInfo } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { WhisperConfig } from '../config/config.js';
import { type Preprocessor, STRIDE } from '../config/preprocessor.js';
import { framesFor, type Window } from '../config/window.js';
import { type Decoder, runDecoder } from '../decoder/decoder.js';
import { frontEndOf } from '../front-end/front-end.js';
import { logMel } from '../front-end/log-mel.js';
import { EPS, readBlocks } from './block.js';
import { type Conv, readConvs, runConv } from './conv.js';
import type { WhisperLayer } from './layers.js';

/** All that a forward pass needs. */
export interface Network {
  readonly preprocessor: Preprocessor;
  readonly window: Window;
  readonly layers: Readonly<Record<WhisperLayer, LayerInfo>>;
  readonly frontEnd: BandPowers;
  readonly convs: readonly Conv[];
  /** Of the encoder's frames, `[positions, hidden]`. */
  readonly positions: Weight;
  readonly blocks: readonly PreNormBlock[];
  readonly norm: Norm;
  readonly decoder: Decoder | undefined;
}

/** Reads every weight that the encoder needs, and none else. */
export async function readEncoder(
  weights: Weights,
  config: WhisperConfig,
  facts: Pick<Network, 'preprocessor' | 'window' | 'layers'>,
): Promise<Omit<Network, 'decoder'>> {
  return {
    ...facts,
    convs: await readConvs(weights, config),
    positions: await weights.take('encoder.embed_positions.weight', [config.positions, config.hidden]),
    blocks: await readBlocks(weights, config),
    norm: await readNorm(weights, 'encoder.layer_norm', config.hidden, EPS),
    frontEnd: frontEndOf(facts.preprocessor),
  };
}

/** Answers what stands for a layer's output. */
type Edited = (layer: WhisperLayer, value: tf.Tensor3D) => tf.Tensor3D;

/**
 * Hears audio layer by layer, as far as its caller goes on asking: what is not asked for is not computed. A layer is answered,
 * and edited, on the frames that the sound has; the silence behind it goes its way beside.
 */
export function* runNetwork(
  audio: Audio,
  network: Network,
  edited: Edited,
): Generator<[WhisperLayer, tf.Tensor3D], void> {
  const { convs, positions, blocks, norm, frontEnd, window, preprocessor, layers, decoder } = network;
  const samples = audio.shape[1];
  const frames = framesFor(window, samples, preprocessor);
  const own = (layer: WhisperLayer, value: tf.Tensor3D): tf.Tensor3D =>
    firstFrames(value, frameCount(layers[layer]!, samples));
  const editedOwn: Edited = (layer, value) => {
    const heard = own(layer, value);
    const instead = edited(layer, heard);
    return instead === heard ? value : withFirstFrames(value, instead);
  };
  let x = editedOwn('mel', logMel(audio, frontEnd, STRIDE * frames));
  yield ['mel', own('mel', x)];
  for (const [i, conv] of convs.entries()) {
    const name = `conv.${i as 0 | 1}` as const;
    x = editedOwn(`${name}.pre`, runConv(x, conv));
    yield [`${name}.pre`, own(`${name}.pre`, x)];
    x = editedOwn(name, gelu(x));
    yield [name, own(name, x)];
  }
  x = editedOwn('encoder.input', tf.add(x, tf.slice(positions.tensor(), [0, 0], [frames, -1])));
  yield ['encoder.input', own('encoder.input', x)];
  for (const [i, block] of blocks.entries()) {
    const nameOf = (part: BlockPart): WhisperLayer => (part === 'output' ? `encoder.${i}` : `encoder.${i}.${part}`);
    const editedPart = (part: BlockPart, value: tf.Tensor3D) => editedOwn(nameOf(part), value);
    for (const [part, value] of runPreNormBlock(x, block, editedPart)) {
      yield [nameOf(part), own(nameOf(part), value)];
      x = part === 'output' ? value : x;
    }
  }
  x = editedOwn('encoder.norm', runLayerNorm(x, norm));
  yield ['encoder.norm', own('encoder.norm', x)];
  if (!decoder) return;
  const { language, 'first-token': token } = runDecoder(x, decoder);
  if (language) yield ['language', edited('language', language)];
  yield ['first-token', edited('first-token', token)];
}

function firstFrames(x: tf.Tensor3D, count: number): tf.Tensor3D {
  const [batch, frames, channels] = x.shape;
  return frames === count ? x : tf.slice(x, [0, 0, 0], [batch, count, channels]);
}

/** The same with other frames in the place of the first ones. */
function withFirstFrames(x: tf.Tensor3D, first: tf.Tensor3D): tf.Tensor3D {
  const [batch, frames, channels] = x.shape;
  const count = first.shape[1];
  if (count === frames) return first;
  return tf.concat([first, tf.slice(x, [0, count, 0], [batch, frames - count, channels])], 1);
}
