import { hashBytes } from '@audiate/protocol';
import type { Wav2Vec2Config } from './config.js';
import type { Preprocessor } from './preprocessor.js';
import type { KeptWeight } from './weights.js';

/**
 * 64 bits, in hex, of all that decides what a model answers: its settings, its vocabulary, and every bit of the weights
 * that it uses, as float32. The same weights in another file layout, number format or spelling have the same one.
 */
export function fingerprint(
  settings: {
    readonly config: Wav2Vec2Config;
    readonly preprocessor: Preprocessor;
    readonly vocabulary?: readonly string[] | undefined;
  },
  weights: readonly KeptWeight[],
): string {
  const text = JSON.stringify([settings, weights.map(({ weight, hash }) => [weight.shape, hash])]);
  return hashBytes(new TextEncoder().encode(text));
}
