import { fingerprintOf, type Weights } from '@audiate/checkpoints';
import { type Tokenizer, tokenizerOf } from '@audiate/protocol';
import type { Wav2Vec2Config } from '../config/config.js';
import type { Preprocessor } from '../config/preprocessor.js';

/**
 * 64 bits, in hex, of all that decides what a model answers: its settings, its vocabulary and how texts are spelt by it, and
 * every bit of the weights that it uses, as float32. The same weights in another file layout, number format or spelling have the same one.
 */
export function fingerprint(
  {
    config,
    preprocessor,
    vocabulary,
    tokenizer,
  }: {
    readonly config: Wav2Vec2Config;
    readonly preprocessor: Preprocessor;
    readonly vocabulary?: readonly string[];
    readonly tokenizer?: Tokenizer;
  },
  weights: Pick<Weights, 'kept' | 'hashes'>,
): string {
  const settings = { config, preprocessor, vocabulary };
  const told = { ...settings, ...(tokenizer && unlessUsual(tokenizer, vocabulary)) };
  return fingerprintOf(told, weights);
}

/** What a text becomes by a tokenizer, where that is not what the vocabulary's names tell. */
function unlessUsual(tokenizer: Tokenizer, vocabulary: readonly string[] | undefined) {
  const essence = ({ blank, split, wordDelimiter, lowerCase = false }: Tokenizer) =>
    JSON.stringify([blank, split, wordDelimiter, lowerCase]);
  const told = essence(tokenizer);
  return told === essence(tokenizerOf({ vocabulary })) ? {} : { tokenizer: told };
}
