import { BLANK_NAMES, InputError, type ModelInfo, show, type Tokenizer, tokenizerOf } from '@audiate/protocol';
import { piecesOf, splitText } from './split.js';
import { channelOf, vocabularyOf } from './vocabulary.js';

/** What a model with a CTC head is to say, by channels of its logits. */
export interface Spelling {
  readonly channels: readonly number[];
  /** The channel of CTC's blank. */
  readonly blank: number;
}

/**
 * Splits a text by the model's vocabulary. A list holds one token each; a string is split as the model's tokenizer does.
 * Combining letters may be composed or not, and a letter that the vocabulary has in the other case only is taken in that.
 * @throws InputError for a model without vocabulary or blank, an empty text, an unknown token (the message lists the
 * vocabulary), one without a logit, and the blank within the text.
 */
export function spell(text: string | readonly string[], blank: string | undefined, model: ModelInfo): Spelling {
  const asker = `ctc(${describeText(text)})`;
  const vocabulary = vocabularyOf(model, asker);
  const tokenizer = tokenizerOf(model);
  const blankChannel = findBlank(asker, tokenizer, blank, model);
  const tokens = typeof text === 'string' ? splitText(text, piecesOf(vocabulary, tokenizer), tokenizer) : text;
  const channels = tokens.map((token) => channelOf(token, vocabulary, model));
  if (channels.length === 0) throw new InputError('the text of ctc is empty; give at least one token');
  if (channels.includes(blankChannel)) {
    throw new InputError(`${asker} holds the blank ${show(vocabulary[blankChannel])}; leave it out, CTC puts it in`);
  }
  return { channels, blank: blankChannel };
}

/** A text in a description: as it was written, a list's tokens between spaces. */
export function describeText(text: string | readonly string[]): string {
  return JSON.stringify(typeof text === 'string' ? text : text.join(' '));
}

function findBlank(asker: string, tokenizer: Tokenizer, blank: string | undefined, model: ModelInfo): number {
  if (blank !== undefined) return channelOf(blank, model.vocabulary!, model);
  if (tokenizer.blank !== undefined) return tokenizer.blank;
  throw new InputError(
    `${asker} finds no blank in the vocabulary of ${model.name}, as ${BLANK_NAMES.slice(0, 4).join(', ')} would be; name it: { blank }`,
  );
}
