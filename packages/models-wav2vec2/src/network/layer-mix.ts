import type { Weights } from '@audiate/checkpoints';
import * as tf from '@tensorflow/tfjs';

/** Shares of the encoder's input and of each block's output, which sum to 1. */
export type LayerMix = readonly number[];

/** Reads `layer_weights`, whose softmax are the shares. */
export async function readLayerMix(weights: Weights, blocks: number): Promise<LayerMix> {
  const logits = await weights.read('layer_weights', [blocks + 1]);
  weights.keep(logits, [blocks + 1]);
  const most = Math.max(...logits);
  const odds = Array.from(logits, (logit) => Math.exp(logit - most));
  const total = odds.reduce((sum, value) => sum + value, 0);
  return odds.map((value) => value / total);
}

/** The weighted sum of layers of one shape. */
export function mixLayers(layers: readonly tf.Tensor3D[], mix: LayerMix): tf.Tensor3D {
  return tf.tidy(() => tf.addN(layers.map((layer, i) => tf.mul(layer, mix[i]!))) as tf.Tensor3D);
}
