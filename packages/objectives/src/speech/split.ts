import type { Tokenizer } from '@audiate/protocol';

/** A longer token is no sound of speech, and is never looked for. */
const LONGEST = 64;

/** The tokens that a text may be split into, those of several characters by themselves. */
export interface Pieces {
  readonly all: ReadonlySet<string>;
  /** Tokens of several characters, and each of them by its small letters. */
  readonly long: ReadonlySet<string>;
  readonly longInAnyCase: ReadonlyMap<string, string>;
  /** The lengths of the long ones in characters, longest first. */
  readonly lengths: readonly number[];
}

/** Sorts a vocabulary's tokens for {@link splitText}. A channel without a token, named `[31]`, is none. */
export function piecesOf(vocabulary: readonly string[], { aliases = {}, withoutLogit = [] }: Tokenizer): Pieces {
  const named = vocabulary.filter((token, channel) => token !== `[${channel}]`);
  const all = new Set([...named, ...Object.keys(aliases), ...withoutLogit]);
  const sized = [...all].map((token) => [token, lengthOf(token)] as const);
  const long = sized.filter(([, length]) => length > 1 && length <= LONGEST);
  return {
    all,
    long: new Set(long.map(([token]) => token)),
    longInAnyCase: new Map(long.map(([token]) => [token.toLowerCase(), token])),
    lengths: [...new Set(long.map(([, length]) => length))].sort((a, b) => b - a),
  };
}

/**
 * Splits a text as the tokenizer does. Where that leaves something that is no token, the text is taken with its combining
 * letters composed (Unicode NFC), then taken apart (NFD), then so that a letter stands for the one of the other case; where
 * nothing helps, it is left as the tokenizer splits it.
 */
export function splitText(text: string, pieces: Pieces, tokenizer: Tokenizer): readonly string[] {
  const forms = [...new Set([text, text.normalize('NFC'), text.normalize('NFD')])];
  const ways = [
    ...forms.map((form) => () => splitAs(form, pieces, tokenizer, exactly)),
    ...(tokenizer.split === 'longest' ? forms.map((form) => () => splitAs(form, pieces, tokenizer, inAnyCase)) : []),
  ];
  for (const way of ways) {
    const tokens = way();
    if (tokens.every((token) => pieces.all.has(token))) return tokens;
  }
  return ways[0]!();
}

/** How a stretch of text is looked up: as it stands, or in any case. */
interface Lookup {
  long(stretch: string, pieces: Pieces): string | undefined;
  character(letter: string, pieces: Pieces): string;
}

const exactly: Lookup = {
  long: (stretch, { long }) => (long.has(stretch) ? stretch : undefined),
  character: (letter) => letter,
};

const inAnyCase: Lookup = {
  long: (stretch, { long, longInAnyCase }) => (long.has(stretch) ? stretch : longInAnyCase.get(stretch.toLowerCase())),
  character: (letter, { all }) =>
    [letter, letter.toUpperCase(), letter.toLowerCase()].find((form) => all.has(form)) ?? letter,
};

function splitAs(text: string, pieces: Pieces, tokenizer: Tokenizer, lookup: Lookup): string[] {
  const bare = text.trim().replace(/\s+/g, ' ');
  if (tokenizer.split === 'spaces') return bare.split(' ').filter(Boolean);
  const delimiter = delimiterOf(pieces, tokenizer);
  const tokens: string[] = [];
  for (const { token, between } of stretches(bare, pieces, tokenizer, lookup)) {
    const letters = tokenizer.lowerCase ? between.toUpperCase() : between;
    for (const letter of letters) {
      if (letter !== ' ') tokens.push(lookup.character(letter, pieces));
      else if (delimiter !== '') tokens.push(delimiter);
    }
    if (token !== undefined) tokens.push(token);
  }
  return tokens;
}

/** What a space becomes; nothing where words cannot be parted and tokens of several letters can. */
function delimiterOf({ all, long }: Pieces, { wordDelimiter, withoutLogit = [], special }: Tokenizer): string {
  if (wordDelimiter !== undefined && all.has(wordDelimiter) && !withoutLogit.includes(wordDelimiter)) {
    return wordDelimiter;
  }
  return [...long].some((token) => !special.includes(token)) ? '' : ' ';
}

/**
 * A text in order: what stands before each long token, and the token; the first that fits from the left, the longest of
 * those. As in transformers, the spaces beside a long token vanish, but for tokens that keep them.
 */
function stretches(text: string, pieces: Pieces, { keepSpaces = [] }: Tokenizer, lookup: Lookup) {
  const letters = [...text];
  const found: { between: string; token: string | undefined }[] = [];
  let between = '';
  let swallow = false;
  const close = (token: string | undefined) => {
    const swallows = token !== undefined && !keepSpaces.includes(token);
    let kept = swallow ? between.trimStart() : between;
    if (swallows) kept = kept.trimEnd();
    found.push({ between: kept, token });
    between = '';
    swallow = swallows;
  };
  for (let at = 0; at < letters.length; ) {
    const match = longestAt(letters, at, pieces, lookup);
    if (match) {
      close(match.token);
      at += match.length;
    } else between += letters[at++];
  }
  close(undefined);
  return found;
}

function longestAt(letters: readonly string[], at: number, pieces: Pieces, lookup: Lookup) {
  for (const length of pieces.lengths) {
    if (at + length > letters.length) continue;
    const token = lookup.long(letters.slice(at, at + length).join(''), pieces);
    if (token !== undefined) return { token, length };
  }
  return undefined;
}

const lengthOf = (token: string): number => [...token].length;
