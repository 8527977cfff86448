import { readFileSync } from 'node:fs';
import type { Checkpoint } from '../checkpoint.js';

/** The model `name` in the package's folder `models`. */
export function folder(name: string): Checkpoint {
  const file = (path: string) => readFileSync(new URL(`../../models/${name}/${path}`, import.meta.url));
  const json = (path: string) => JSON.parse(file(path).toString('utf8'));
  return {
    config: () => json('config.json'),
    preprocessor: () => json('preprocessor_config.json'),
    vocabulary: () => json('vocab.json'),
    statistics: () => json('statistics.json'),
    weights: () => new Uint8Array(file('model.safetensors')),
  };
}

/** The dictionary `name` in the package's folder `models`. */
export function dictionaryFolder(name: string): { config(): object; weights(): Uint8Array } {
  const file = (path: string) => readFileSync(new URL(`../../models/${name}/${path}`, import.meta.url));
  return {
    config: () => JSON.parse(file('cfg.json').toString('utf8')),
    weights: () => new Uint8Array(file('sae_weights.safetensors')),
  };
}
