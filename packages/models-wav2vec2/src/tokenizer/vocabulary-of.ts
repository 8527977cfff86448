import { isObject } from '@audiate/checkpoints';
import { InputError, type ModelInfo, warnOnce } from '@audiate/protocol';
import { readTokenizer } from './read-tokenizer.js';
import type { TokenizerFiles } from './tokenizer-files.js';
import { checkLanguage } from './vocabulary.js';

/** A model's facts on spelling. */
export type SpellingFacts = Pick<ModelInfo, 'vocabulary' | 'tokenizer' | 'noVocabulary'>;

/**
 * What a checkpoint's tokenizer says of its head. One that is not sound costs the vocabulary, not the model: a warning tells
 * it once, and `noVocabulary` tells it to the objective that asks for it.
 * @throws InputError when the language that a user chose is none.
 */
export function vocabularyOf(
  checkpoint: { readonly name: string; readonly config: unknown; readonly tokenizer: TokenizerFiles },
  channels: number,
  options: {
    readonly language?: string;
    readonly name?: string;
    readonly onWarning?: (message: string) => void;
  },
): SpellingFacts {
  const { config, tokenizer: files } = checkpoint;
  const { language, name = checkpoint.name, onWarning: tell = warnOnce } = options;
  if (language !== undefined && files.problem === undefined) checkLanguage(language, files.vocabulary);
  const without = (why: string): SpellingFacts => {
    tell(`${name} is loaded without its vocabulary: ${why}`);
    return { noVocabulary: why };
  };
  if (files.problem !== undefined) return without(files.problem);
  if (files.vocabulary === undefined) return { noVocabulary: 'it came without vocab.json; name a layer and channel' };
  try {
    const padTokenId = isObject(config) ? config.pad_token_id : undefined;
    const { warning, ...facts } = readTokenizer(files, { channels, padTokenId, language });
    if (warning !== undefined) tell(`${name}: ${warning}`);
    return facts;
  } catch (error) {
    if (error instanceof InputError) return without(error.message);
    throw error;
  }
}
