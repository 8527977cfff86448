import type { WhisperConfig } from '../config/config.js';
import type { WhisperLayer } from './layers.js';

/** Whether the layer is one of the decoder. */
export function isOfDecoder(layer: WhisperLayer): boolean {
  return layer === 'language' || layer === 'first-token';
}

/** The settings of the part of an encoder that a layer needs: as many blocks as it takes. */
export function configUpTo(config: WhisperConfig, layer: WhisperLayer | undefined): WhisperConfig {
  if (layer === undefined || isOfDecoder(layer) || layer === 'encoder.norm') return config;
  const block = layer.match(/^encoder\.(\d+)/)?.[1];
  return { ...config, blocks: block === undefined ? 0 : Number(block) + 1 };
}
