import { hashBytes } from '@audiate/protocol';
import type { Wav2Vec2Config } from './config.js';
import type { Preprocessor } from './preprocessor.js';
import type { Weights } from './weights.js';

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
  { kept, hashes }: Pick<Weights, 'kept' | 'hashes'>,
): string {
  const hashOf = hashes();
  const text = JSON.stringify([settings, kept.map(({ shape }, i) => [shape, hashOf[i]])]);
  return hashBytes(new TextEncoder().encode(text));
}
