import {
  decodeCtc,
  type HeardToken,
  InputError,
  isList,
  listChoices,
  type ModelInfo,
  show,
  tokenizerOf,
} from '@audiate/protocol';

/** CTC logits of a batch, as `activations` of `@audiate/core` answers them, `[batch, frames, tokens]`. */
export interface Logits {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** How logits are spelt: a model, or its vocabulary alone, the token of each channel. */
export type Spelling = readonly string[] | Pick<ModelInfo, 'name' | 'vocabulary' | 'tokenizer' | 'noVocabulary'>;

/** Options of {@link transcribe}. */
export interface TranscribeOptions {
  /** The token that separates and is never heard; the one of the model's tokenizer unless given. */
  readonly blank?: string;
  /** The token between words, written as a space; the one of the model's tokenizer unless given. */
  readonly wordDelimiter?: string;
  /**
   * Tokens that are not written; the tokenizer's special ones, as `<s>` and `<unk>`, unless given. transformers writes
   * them: `[]` does so.
   */
  readonly leaveOut?: readonly string[];
}

/**
 * Reads CTC logits greedily, the tokens of each item with the frames that they hold: the likeliest token of each frame, runs
 * merged, blanks left out (Graves et al. 2006, best path decoding).
 * @throws InputError when logits and vocabulary are of different sizes, the model has no vocabulary, or none of its tokens
 * is known as the blank.
 */
export function decodeTokens(
  logits: Logits,
  spelling: Spelling,
  options: Pick<TranscribeOptions, 'blank'> = {},
): HeardToken[][] {
  const { vocabulary, tokenizer } = vocabularyIn(spelling);
  const blank = options.blank === undefined ? tokenizer.blank : vocabulary.indexOf(options.blank);
  if (blank === undefined || blank < 0) {
    throw new InputError(
      `the vocabulary has no blank ${show(options.blank ?? '<pad>')}; pass the one of its tokens that is, as { blank }: ${listChoices(vocabulary)}`,
    );
  }
  const { unknown } = tokenizer;
  const names = vocabulary.map((token, channel) =>
    unknown !== undefined && channel !== blank && token === `[${channel}]` ? unknown : token,
  );
  const [batch, frames, channels] = checkShape(logits, vocabulary);
  const size = frames * channels;
  return Array.from({ length: batch }, (_, item) =>
    decodeCtc(logits.data.subarray(item * size, (item + 1) * size), names, blank),
  );
}

/**
 * Reads CTC logits greedily, a text for each item, as transformers' Wav2Vec2CTCTokenizer decodes: tokens one after another,
 * the word delimiter as a space. Where a model is given whose tokens stand between spaces, as phones do, they are written
 * so: `HH AH`; by the vocabulary alone they read `HHAH`. {@link decodeTokens} tells their frames.
 * @throws InputError as {@link decodeTokens} does.
 */
export function transcribe(logits: Logits, spelling: Spelling, options: TranscribeOptions = {}): string[] {
  const { tokenizer } = vocabularyIn(spelling);
  const { wordDelimiter = tokenizer.wordDelimiter, leaveOut = tokenizer.special } = options;
  return decodeTokens(logits, spelling, options).map((tokens) => {
    const heard = tokens.map(({ token }) => token).filter((token) => !leaveOut.includes(token));
    const text =
      tokenizer.split === 'spaces' && !isList(spelling)
        ? heard.filter((token) => token !== wordDelimiter).join(' ')
        : heard.map((token) => (token === wordDelimiter ? (tokenizer.wordSeparator ?? ' ') : token)).join('');
    return tokenizer.lowerCase ? text.trim().toLowerCase() : text.trim();
  });
}

function vocabularyIn(spelling: Spelling) {
  if (isList(spelling)) return { vocabulary: spelling, tokenizer: tokenizerOf({ vocabulary: spelling }) };
  const { name, vocabulary, noVocabulary } = spelling;
  if (vocabulary) return { vocabulary, tokenizer: tokenizerOf(spelling) };
  throw new InputError(
    `transcribe needs a model with a vocabulary; ${name} has none: ${noVocabulary ?? 'pass a list of the token of each channel'}`,
  );
}

function checkShape(
  { data, shape }: Logits,
  { length }: readonly string[],
): readonly [batch: number, frames: number, channels: number] {
  const [batch = 0, frames = 0, channels = 0] = shape;
  if (shape.length === 3 && channels === length && data.length === batch * frames * channels) {
    return [batch, frames, channels];
  }
  throw new InputError(
    `logits must have the shape [batch, frames, ${length}], a channel for each token, got [${shape}]`,
  );
}
