import { type Dense, readDense, runDense, type Weights } from '@audiate/checkpoints';
import type * as tf from '@tensorflow/tfjs';
import type { Wav2Vec2Config } from '../config/config.js';
import { type LayerMix, mixLayers, readLayerMix } from './layer-mix.js';
import { meanOverValid } from './padding.js';
import { readXVector, runXVector, type XVector } from './x-vector.js';

/** A classification head. */
export interface Classifier {
  /** What it hears: these shares of the encoder's layers, or the last layer where there are none. */
  readonly mix: LayerMix | undefined;
  readonly xVector: XVector | undefined;
  /** Of the clip's mean frame, for a head that answers for the clip by it. */
  readonly projector: Dense | undefined;
  /** Undefined where only the embedding is wanted. */
  readonly classes: Dense | undefined;
}

/** Reads the head that the settings describe; undefined where they describe none. */
export async function readClassifier(weights: Weights, config: Wav2Vec2Config): Promise<Classifier | undefined> {
  const { classifier: shape, hidden, blocks } = config;
  if (!shape) return undefined;
  const inputs = config.adapter && !shape.weighted ? config.adapter.channels : hidden;
  const mix = shape.weighted ? await readLayerMix(weights, blocks) : undefined;
  const xVector = shape.kind === 'xvector' ? await readXVector(weights, shape, inputs) : undefined;
  const projector =
    shape.kind === 'sequence' ? await readDense(weights, 'projector', shape.projection, inputs) : undefined;
  const width = { sequence: shape.projection, frame: inputs, xvector: shape.embedding }[shape.kind];
  const channels = shape.labels?.length ?? shape.embedding;
  const classes = shape.withoutClassifier ? undefined : await readDense(weights, 'classifier', channels, width);
  return { mix, xVector, projector, classes };
}

/** What a head is given. */
interface Given {
  readonly last: tf.Tensor3D;
  /** The encoder's input and the output of each block. */
  readonly layers: readonly tf.Tensor3D[];
  /** Which frames of what it hears each item has, `[batch, frames, 1]`, where items are padded. */
  readonly valid: tf.Tensor3D | undefined;
}

/** What a head computes, in order, as far as its caller goes on asking; `edited` answers what stands for an output. */
export function* runClassifier(
  { last, layers, valid }: Given,
  { mix, xVector, projector, classes }: Classifier,
  edited: (layer: 'embedding' | 'classifier', value: tf.Tensor3D) => tf.Tensor3D,
): Generator<['embedding' | 'classifier', tf.Tensor3D], void> {
  let x = mix ? mixLayers(layers, mix) : last;
  if (xVector) {
    x = edited('embedding', runXVector(x, xVector, valid));
    yield ['embedding', x];
  }
  // The mean of the mapped frames is the map of their mean, and cheaper.
  if (projector) x = runDense(meanOverValid(x, valid), projector);
  if (classes) yield ['classifier', edited('classifier', runDense(x, classes))];
}
