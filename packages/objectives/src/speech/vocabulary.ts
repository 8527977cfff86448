import { InputError, listChoices, type ModelInfo, show } from '@audiate/protocol';

/**
 * The tokens of a model's `logits`, by channel.
 * @throws InputError for a model without a vocabulary, with the reason where the model knows one.
 */
export function vocabularyOf({ name, vocabulary, noVocabulary }: ModelInfo, asker: string): readonly string[] {
  if (vocabulary) return vocabulary;
  const why = noVocabulary ?? 'name a layer and channel';
  throw new InputError(`${asker} needs a model with a vocabulary; ${name} has none: ${why}`);
}

/** Letters and phones of a language are fewer; vocabularies of word pieces are cut in messages. */
const SPELT_OUT = 100;

/**
 * The channel of a token.
 * @throws InputError listing the vocabulary when the model does not have it, or has it without a channel of the head.
 */
export function channelOf(token: string, vocabulary: readonly string[], model: ModelInfo): number {
  const { aliases = {}, withoutLogit = [] } = model.tokenizer ?? {};
  const named = vocabulary.indexOf(token);
  const channel = named < 0 && Object.hasOwn(aliases, token) ? aliases[token]! : named;
  if (channel >= 0) return channel;
  const { name } = model;
  if (withoutLogit.includes(token)) {
    throw new InputError(
      `token ${show(token)} of ${name} has no logit: its number lies beyond the ${vocabulary.length} channels of the head; choose another`,
    );
  }
  const choices = vocabulary.length > SPELT_OUT ? listChoices(vocabulary) : vocabulary.join(', ');
  throw new InputError(`unknown token ${show(token)} of ${name}; choose from ${choices}`);
}
