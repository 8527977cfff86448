import { InputError, listChoices, type ModelInfo, show } from '@audiate/protocol';

/**
 * The tokens of a model's `logits`, by channel.
 * @throws InputError for a model without a vocabulary.
 */
export function vocabularyOf({ name, vocabulary }: ModelInfo, asker: string): readonly string[] {
  if (vocabulary) return vocabulary;
  throw new InputError(`${asker} needs a model with a vocabulary; ${name} has none: name a layer and channel`);
}

/** Letters and phones of a language are fewer; vocabularies of word pieces are cut in messages. */
const SPELT_OUT = 100;

/**
 * The channel of a token.
 * @throws InputError listing the vocabulary when the model does not have it.
 */
export function channelOf(token: string, vocabulary: readonly string[], { name }: ModelInfo): number {
  const channel = vocabulary.indexOf(token);
  if (channel >= 0) return channel;
  const choices = vocabulary.length > SPELT_OUT ? listChoices(vocabulary) : vocabulary.join(', ');
  throw new InputError(`unknown token ${show(token)} of ${name}; choose from ${choices}`);
}
