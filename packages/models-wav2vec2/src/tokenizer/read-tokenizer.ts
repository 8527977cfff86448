import { asObject } from '@audiate/checkpoints';
import { show, type Tokenizer, tokenizerOf } from '@audiate/protocol';
import { parseSpecialTokens, type SpecialTokens } from './special-tokens.js';
import type { TokenizerFiles } from './tokenizer-files.js';
import { parseVocabulary } from './vocabulary.js';

/** A vocabulary by the channels of a head, and how it is used. */
export interface ReadTokenizer {
  /** The token of each channel; one that no token has is named by its number in brackets, such as `[31]`. */
  readonly vocabulary: readonly string[];
  readonly tokenizer: Tokenizer;
  /** What its user should know. */
  readonly warning?: string;
}

/** What {@link readTokenizer} must know beside the files. */
export interface TokenizerChoices {
  /** Channels of the head. */
  readonly channels: number;
  /** `pad_token_id` of config.json; the tokenizer's padding token is the blank where it names no channel. */
  readonly padTokenId?: unknown;
  /** Which language of a nested vocabulary; `target_lang` of tokenizer_config.json unless given. */
  readonly language?: string | undefined;
}

/**
 * Reads a tokenizer as transformers' Wav2Vec2CTCTokenizer and Wav2Vec2PhonemeCTCTokenizer do: vocab.json names channels
 * first, then added tokens; special tokens that neither has are numbered behind them. The blank is `pad_token_id` of
 * config.json, as the model's own loss takes it.
 * @throws InputError for files that are not sound.
 */
export function readTokenizer(files: TokenizerFiles, choices: TokenizerChoices): ReadTokenizer {
  const { channels, padTokenId } = choices;
  const settings = asObject('tokenizer_config.json', files.settings ?? {});
  const own = parseVocabulary(files.vocabulary, choices.language, settings.target_lang);
  const special = hasSettings(files) ? parseSpecialTokens(files, isOfPhones(settings) ? undefined : '|') : undefined;
  const { channelOf, nameOf } = numbered(own, special);
  const vocabulary = Array.from({ length: channels }, (_, channel) => nameOf.get(channel) ?? `[${channel}]`);
  const usual = tokenizerOf({ vocabulary });
  const hasLogit = (channel: unknown): channel is number =>
    Number.isInteger(channel) && (channel as number) >= 0 && (channel as number) < channels;
  const padding = special ? channelOf.get(special.padding ?? '') : usual.blank;
  const blank = [padTokenId, padding, usual.blank].find(hasLogit);
  const others = [...channelOf].filter(([token, channel]) => vocabulary[channel] !== token);
  const aliases = others.filter(([, channel]) => hasLogit(channel));
  const withoutLogit = others.filter(([, channel]) => !hasLogit(channel)).map(([token]) => token);
  const { wordDelimiter } = special ?? usual;
  const tokenizer: Tokenizer = {
    ...(blank !== undefined && { blank }),
    split: splitBy(settings, usual.split),
    ...(wordDelimiter !== undefined && hasLogit(channelOf.get(wordDelimiter)) && { wordDelimiter }),
    special: usual.special,
    ...(special && usage(special, settings, own)),
    ...(aliases.length > 0 && { aliases: Object.fromEntries(aliases) }),
    ...(withoutLogit.length > 0 && { withoutLogit }),
  };
  const parted = hasLogit(padTokenId) && hasLogit(padding) && padTokenId !== padding;
  return { vocabulary, tokenizer, ...(parted && { warning: twoBlanks(vocabulary, padTokenId, padding) }) };
}

/** Whether there is more than vocab.json, whose names tell the rest where there is not. */
function hasSettings({ settings, added, special }: TokenizerFiles): boolean {
  return settings !== undefined || added !== undefined || special !== undefined;
}

/** Channels by token and tokens by channel: of the vocabulary, of added tokens, and of special tokens that are in neither. */
function numbered(own: ReadonlyMap<string, number>, { added, names }: Named = { added: [], names: [] }) {
  const channelOf = new Map(own);
  for (const { token, channel } of added) channelOf.set(token, channel);
  const first = channelOf.size;
  const missing = names.filter((token) => !channelOf.has(token));
  for (const [i, token] of missing.entries()) channelOf.set(token, first + i);
  const nameOf = new Map([...channelOf].map(([token, channel]) => [channel, token]));
  for (const [token, channel] of own) nameOf.set(channel, token);
  return { channelOf, nameOf };
}

type Named = Pick<SpecialTokens, 'added' | 'names'>;

/** What the files say of reading and writing. */
function usage(
  { added, names, unknown, wordDelimiter }: SpecialTokens,
  { replace_word_delimiter_char: separator, do_lower_case: lowerCase }: Readonly<Record<string, unknown>>,
  own: ReadonlyMap<string, number>,
) {
  const keep = added.filter(({ token, swallows }) => !swallows && !own.has(token)).map(({ token }) => token);
  const kept = [...keep, ...names.filter((name) => !own.has(name) && !added.some(({ token }) => token === name))];
  const keepSpaces = kept.filter((token) => [...token].length > 1);
  return {
    ...(typeof separator === 'string' && separator !== ' ' && { wordSeparator: separator }),
    ...(lowerCase === true && { lowerCase }),
    ...(unknown !== undefined && { unknown }),
    special: names.filter((token) => token !== wordDelimiter),
    ...(keepSpaces.length > 0 && { keepSpaces }),
  };
}

const isOfPhones = ({ tokenizer_class: name }: Readonly<Record<string, unknown>>): boolean =>
  typeof name === 'string' && /^Wav2Vec2Phoneme/.test(name);

/** The class decides, where one is named; else the vocabulary's looks: phones without a word delimiter stand between spaces. */
function splitBy(settings: Readonly<Record<string, unknown>>, usual: Tokenizer['split']): Tokenizer['split'] {
  if (isOfPhones(settings)) return 'spaces';
  return /^Wav2Vec2(CTC)?Tokenizer/.test(String(settings.tokenizer_class)) ? 'longest' : usual;
}

function twoBlanks(vocabulary: readonly string[], config: number, tokenizer: number): string {
  const told = (channel: number) => `${channel} (${show(vocabulary[channel])})`;
  return (
    `pad_token_id in config.json is channel ${told(config)} and the tokenizer's padding token ${told(tokenizer)}; ` +
    "CTC's blank is taken to be the former, as the model's own loss has it; ctc and transcribe take another as { blank }"
  );
}
