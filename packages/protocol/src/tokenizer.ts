/** How a text becomes tokens of a vocabulary and tokens a text, for a model with a CTC head. Tokens stand by their names. */
export interface Tokenizer {
  /** The channel of CTC's blank; undefined where nothing names it. */
  readonly blank?: number;
  /**
   * `'longest'`: from left to right, the longest token that fits (transformers' Wav2Vec2CTCTokenizer). `'spaces'`: tokens
   * stand between spaces, as phones do (Wav2Vec2PhonemeCTCTokenizer).
   */
  readonly split: 'longest' | 'spaces';
  /** The token between words; undefined where the vocabulary has none. */
  readonly wordDelimiter?: string;
  /** What a transcript writes for it: a space unless given. */
  readonly wordSeparator?: string;
  /** Whether the vocabulary holds capitals that stand for small letters (`do_lower_case`); false unless given. */
  readonly lowerCase?: boolean;
  /** What stands for a channel without a token; its number in brackets, such as `[31]`, unless given. */
  readonly unknown?: string;
  /** Tokens that no transcript shows, as `<s>` and `<unk>`. */
  readonly special: readonly string[];
  /** Other names of channels. */
  readonly aliases?: Readonly<Record<string, number>>;
  /** Tokens that a text may hold and the head has no channel for. */
  readonly withoutLogit?: readonly string[];
  /** Tokens of several characters that leave the spaces beside them, which others swallow. */
  readonly keepSpaces?: readonly string[];
}

/** The names that checkpoints give to CTC's blank, likeliest first; transformers' is the padding token. */
export const BLANK_NAMES = ['<pad>', '[PAD]', '<blank>', '[blank]', '<PAD>', '[pad]', '<BLANK>', '[BLANK]'] as const;

const WORD_DELIMITERS = ['|', ' '];

/** `<s>`, `[UNK]`: how special tokens are written, and channels without a token. */
const isBracketed = (token: string): boolean => /^(<.+>|\[.+\])$/.test(token);

/**
 * A model's tokenizer; where it names none, what its vocabulary tells: the first of {@link BLANK_NAMES} is the blank, `|` or
 * else a space the word delimiter, tokens in `<>` or `[]` are special, and tokens of several letters stand between spaces
 * unless there is a word delimiter.
 */
export function tokenizerOf({
  vocabulary = [],
  tokenizer,
}: {
  readonly vocabulary?: readonly string[] | undefined;
  readonly tokenizer?: Tokenizer | undefined;
}): Tokenizer {
  if (tokenizer) return tokenizer;
  const blank = BLANK_NAMES.find((name) => vocabulary.includes(name));
  const wordDelimiter = WORD_DELIMITERS.find((token) => vocabulary.includes(token));
  const letters = vocabulary.every((token) => [...token].length === 1 || isBracketed(token));
  return {
    ...(blank !== undefined && { blank: vocabulary.indexOf(blank) }),
    split: letters || wordDelimiter !== undefined ? 'longest' : 'spaces',
    ...(wordDelimiter !== undefined && { wordDelimiter }),
    special: vocabulary.filter(isBracketed),
  };
}
