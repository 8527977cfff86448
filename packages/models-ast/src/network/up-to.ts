import type { AstConfig } from '../config/config.js';
import type { AstLayer } from './layers.js';

/** Layers behind the last block. */
const BEHIND: readonly string[] = ['encoder.norm', 'pooled', 'logits'];

/** The settings of the part of a model that a layer needs: as many blocks as it takes. */
export function configUpTo(config: AstConfig, layer: AstLayer | undefined): AstConfig {
  if (layer === undefined || BEHIND.includes(layer)) return config;
  const block = layer.match(/^encoder\.(\d+)/)?.[1];
  return { ...config, blocks: block === undefined ? 0 : Number(block) + 1 };
}
