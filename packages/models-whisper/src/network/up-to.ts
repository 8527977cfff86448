import type { WhisperConfig } from '../config/config.js';
import type { WhisperLayer } from './layers.js';

/** The settings of the part of an encoder that a layer needs: as many blocks as it takes. */
export function configUpTo(config: WhisperConfig, layer: WhisperLayer | undefined): WhisperConfig {
  if (layer === undefined || layer === 'encoder.norm') return config;
  const block = layer.match(/^encoder\.(\d+)/)?.[1];
  return { ...config, blocks: block === undefined ? 0 : Number(block) + 1 };
}
