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
import type { Audio } from '@audiate/protocol';
import type * as tf from '@tensorflow/tfjs';
import { type AstConfig, patchColumns } from '../config/config.js';
import type { Preprocessor } from '../config/preprocessor.js';
import { framesFilled, framesHeard, type Window } from '../config/window.js';
import { frontEndOf } from '../front-end/front-end.js';
import { logMel, padMel } from '../front-end/log-mel.js';
import { readBlocks } from './blocks.js';
import { type Embeddings, readEmbeddings, runPatches, withPositions, withTokens } from './embeddings.js';
import { framesOfPatches, type Grid, withFrames } from './fold.js';
import { type Head, readHead, runHead } from './head.js';
import type { AstLayer } from './layers.js';
import { framesOf, meanOfTokens, sequenceWith, sequenceWithTokens, tokensOf } from './sequence.js';

/** All that a forward pass needs. */
export interface Network {
  readonly config: AstConfig;
  readonly preprocessor: Preprocessor;
  readonly window: Window;
  readonly frontEnd: BandPowers;
  readonly embeddings: Embeddings;
  readonly blocks: readonly PreNormBlock[];
  readonly norm: Norm;
  readonly head: Head | undefined;
}

/** Reads every weight that a forward pass needs, and none else. */
export async function readNetwork(
  weights: Weights,
  facts: Pick<Network, 'config' | 'preprocessor' | 'window'> & { readonly hasHead: boolean },
): Promise<Network> {
  const { config, preprocessor, window, hasHead } = facts;
  return {
    config,
    preprocessor,
    window,
    embeddings: await readEmbeddings(weights, config),
    blocks: await readBlocks(weights, config),
    norm: await readNorm(weights, 'layernorm', config.hidden, config.eps),
    head: hasHead ? await readHead(weights, config) : undefined,
    frontEnd: frontEndOf(preprocessor),
  };
}

/** Answers what stands for a layer's output. */
type Edited = (layer: AstLayer, value: tf.Tensor3D) => tf.Tensor3D;

/**
 * Hears audio layer by layer, as far as its caller goes on asking: what is not asked for is not computed. A layer is answered,
 * and edited, on the frames that the sound fills; what was padded goes its way beside.
 */
export function* runNetwork(audio: Audio, network: Network, edited: Edited): Generator<[AstLayer, tf.Tensor3D], void> {
  const { config, preprocessor, window, frontEnd, embeddings, blocks, norm, head } = network;
  const samples = audio.shape[1];
  const frames = framesHeard(window, samples, preprocessor.sampleRate);
  const grid: Grid = { rows: embeddings.rows, own: patchColumns(config, framesFilled(samples)) };
  const mel = edited('mel', logMel(audio, frontEnd, preprocessor));
  yield ['mel', mel];
  const { frames: found, edited: editedPatches } = seen({ look: framesOfPatches, put: withFrames }, grid, edited);
  const patches = editedPatches('patches', runPatches(padMel(mel, frames, preprocessor), embeddings));
  yield ['patches', found(patches)];
  const input = editedPatches('encoder.input', withPositions(patches, embeddings));
  yield ['encoder.input', found(input)];
  const { frames: answer, edited: editedSequence } = seen({ look: framesOf, put: sequenceWith }, grid, edited);
  let x = withTokens(input, embeddings);
  for (const [i, block] of blocks.entries()) {
    const nameOf = (part: BlockPart): AstLayer => (part === 'output' ? `encoder.${i}` : `encoder.${i}.${part}`);
    for (const [part, value] of runPreNormBlock(x, block, (part, value) => editedSequence(nameOf(part), value))) {
      yield [nameOf(part), answer(value)];
      if (part === 'output') x = value;
    }
    const tokens = tokensOf(x);
    const instead = edited(`encoder.${i}.tokens`, tokens);
    if (instead !== tokens) x = sequenceWithTokens(x, instead);
    yield [`encoder.${i}.tokens`, instead];
  }
  x = editedSequence('encoder.norm', runLayerNorm(x, norm));
  yield ['encoder.norm', answer(x)];
  const pooled = edited('pooled', meanOfTokens(x));
  yield ['pooled', pooled];
  if (head) yield ['logits', edited('logits', runHead(pooled, head))];
}

/** How frames lie in a tensor. */
interface View {
  look(x: tf.Tensor3D, grid: Grid): tf.Tensor3D;
  put(x: tf.Tensor3D, frames: tf.Tensor3D, grid: Grid): tf.Tensor3D;
}

/** The frames of a tensor, and the tensor with edited ones. */
function seen(
  { look, put }: View,
  grid: Grid,
  edited: Edited,
): { frames: (x: tf.Tensor3D) => tf.Tensor3D; edited: Edited } {
  const frames = (x: tf.Tensor3D) => look(x, grid);
  return {
    frames,
    edited(layer, x) {
      const found = frames(x);
      const instead = edited(layer, found);
      return instead === found ? x : put(x, instead, grid);
    },
  };
}
