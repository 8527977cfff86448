import type { Weights } from '@audiate/checkpoints';
import type { Wav2Vec2Config } from '../config/config.js';
import type { Wav2Vec2Layer } from './layers.js';

const HEADS: readonly Wav2Vec2Layer[] = ['logits', 'embedding', 'classifier'];

/** Whether the layer is one of a head, which config.json alone need not tell of. */
export function isOfHead(layer: Wav2Vec2Layer | undefined): boolean {
  return layer !== undefined && HEADS.includes(layer);
}

/** The settings of the part of a model that a layer needs: as many blocks as it takes, no head in front of it. */
export function configUpTo(config: Wav2Vec2Config, layer: Wav2Vec2Layer | undefined): Wav2Vec2Config {
  if (layer === undefined || layer === 'logits' || layer === 'classifier') return config;
  if (layer === 'embedding') {
    return { ...config, classifier: config.classifier && { ...config.classifier, withoutClassifier: true } };
  }
  const headless = { ...config, hasHead: false, classifier: undefined };
  const adapter = layer.match(/^adapter\.(\d+)/)?.[1];
  if (adapter !== undefined) {
    return { ...headless, adapter: config.adapter && { ...config.adapter, layers: Number(adapter) + 1 } };
  }
  const block = layer.match(/^encoder\.(\d+)/)?.[1];
  const blocks = layer === 'encoder.norm' ? config.blocks : block === undefined ? 0 : Number(block) + 1;
  return { ...headless, blocks, adapter: undefined };
}

/** The same weights without the head, unless the layer is the head's. */
export function weightsUpTo(weights: Weights, layer: Wav2Vec2Layer | undefined): Weights {
  if (layer === undefined || isOfHead(layer)) return weights;
  const ofHead = /^(lm_head|classifier)\./;
  return { ...weights, has: (name) => !ofHead.test(name) && weights.has(name) };
}
