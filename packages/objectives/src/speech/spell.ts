import { InputError, type ModelInfo, show } from '@audiate/protocol';
import { channelOf, vocabularyOf } from './vocabulary.js';

/** What a model with a CTC head is to say, by channels of its logits. */
export interface Spelling {
  readonly channels: readonly number[];
  /** The channel of CTC's blank. */
  readonly blank: number;
}

/** The names that checkpoints give to CTC's blank; Hugging Face's is the padding token. */
const BLANKS = ['<pad>', '[PAD]', '<blank>', '[blank]'];

/**
 * Splits a text by the model's vocabulary. A list holds one token each. A string is read letter by letter where every
 * token but the special ones (in brackets) is one character, with the word delimiter `|` (or the space, where that is a
 * token) for white space; otherwise white space separates tokens. A letter that the vocabulary has in the other case
 * only is taken in that.
 * @throws InputError for a model without vocabulary or blank, an empty text, an unknown token (the message lists the
 * vocabulary), and the blank within the text.
 */
export function spell(text: string | readonly string[], blank: string | undefined, model: ModelInfo): Spelling {
  const asker = `ctc(${describeText(text)})`;
  const vocabulary = vocabularyOf(model, asker);
  const blankChannel = findBlank(asker, vocabulary, blank, model);
  const channels = split(text, vocabulary).map((token) => channelOf(token, vocabulary, model));
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

function split(text: string | readonly string[], vocabulary: readonly string[]): readonly string[] {
  if (typeof text !== 'string') return text;
  if (!isOfLetters(vocabulary)) return text.split(/\s+/).filter(Boolean);
  const delimiter = vocabulary.includes('|') ? '|' : ' ';
  return [...text.trim().replace(/\s+/g, delimiter)].map((letter) => inKnownCase(letter, vocabulary));
}

function isOfLetters(vocabulary: readonly string[]): boolean {
  return vocabulary.every((token) => [...token].length === 1 || /^(<.*>|\[.*\])$/.test(token));
}

function inKnownCase(letter: string, vocabulary: readonly string[]): string {
  return [letter, letter.toUpperCase(), letter.toLowerCase()].find((form) => vocabulary.includes(form)) ?? letter;
}

function findBlank(asker: string, vocabulary: readonly string[], blank: string | undefined, model: ModelInfo): number {
  if (blank !== undefined) return channelOf(blank, vocabulary, model);
  const known = BLANKS.find((name) => vocabulary.includes(name));
  if (known !== undefined) return vocabulary.indexOf(known);
  throw new InputError(
    `${asker} finds none of ${BLANKS.join(', ')} in the vocabulary of ${model.name}; name its blank`,
  );
}
