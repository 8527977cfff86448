import { asObject, isObject } from '@audiate/checkpoints';
import { InputError, show } from '@audiate/protocol';
import type { TokenizerFiles } from './tokenizer-files.js';

/** A token beside the vocabulary. */
export interface AddedToken {
  readonly token: string;
  readonly channel: number;
  /** Whether the spaces beside it in a text vanish. */
  readonly swallows: boolean;
}

/** What tokenizer_config.json and its fellows say of special tokens; undefined where there is no such token. */
export interface SpecialTokens {
  readonly added: readonly AddedToken[];
  /** In the order in which transformers numbers those that the vocabulary lacks. */
  readonly names: readonly string[];
  readonly padding: string | undefined;
  readonly unknown: string | undefined;
  readonly wordDelimiter: string | undefined;
}

/** The order of transformers' SPECIAL_TOKENS_ATTRIBUTES, with the defaults of Wav2Vec2CTCTokenizer. */
const ROLES = ['bos_token', 'eos_token', 'unk_token', 'sep_token', 'pad_token', 'cls_token', 'mask_token'] as const;
const DEFAULTS: Readonly<Record<string, string>> = {
  bos_token: '<s>',
  eos_token: '</s>',
  unk_token: '<unk>',
  pad_token: '<pad>',
};

/**
 * The special and the added tokens, as transformers 5 reads them: `added_tokens_decoder` of tokenizer_config.json, where
 * there is one; else added_tokens.json, and special_tokens_map.json overrides tokenizer_config.json.
 * @param wordDelimiter what parts words unless a file says so.
 * @throws InputError for a token or a channel that is none.
 */
export function parseSpecialTokens(
  { settings: given = {}, added, special = {} }: TokenizerFiles,
  wordDelimiter: string | undefined,
): SpecialTokens {
  const settings = asObject('tokenizer_config.json', given);
  const decoder = settings.added_tokens_decoder;
  const merged: Readonly<Record<string, unknown>> =
    decoder === undefined ? { ...settings, ...asObject('special_tokens_map.json', special) } : settings;
  const role = (name: string, preset: string | undefined) =>
    Object.hasOwn(merged, name) ? tokenName(name, merged[name]) : preset;
  const roles = ROLES.map((name) => role(name, DEFAULTS[name]));
  const delimiter = role('word_delimiter_token', wordDelimiter);
  const extra = merged.extra_special_tokens ?? merged.additional_special_tokens ?? [];
  const more = (Array.isArray(extra) ? extra : Object.values(asObject('extra_special_tokens', extra))).map((token) =>
    tokenName('extra_special_tokens', token),
  );
  const names = [...roles, delimiter, ...more].filter((name) => name !== undefined);
  return {
    added: decoder === undefined ? parseAdded(added ?? {}) : parseDecoder(decoder),
    names: [...new Set(names)],
    padding: roles[ROLES.indexOf('pad_token')],
    unknown: roles[ROLES.indexOf('unk_token')],
    wordDelimiter: delimiter,
  };
}

function parseAdded(json: unknown): AddedToken[] {
  return Object.entries(asObject('added_tokens.json', json)).map(([token, channel]) => ({
    token,
    channel: checkChannel('added_tokens.json', token, channel),
    swallows: false,
  }));
}

function parseDecoder(json: unknown): AddedToken[] {
  const thing = 'added_tokens_decoder of tokenizer_config.json';
  return Object.entries(asObject(thing, json)).map(([channel, entry]) => {
    const token = tokenName(thing, entry) ?? '';
    const { lstrip, rstrip } = isObject(entry) ? entry : {};
    return {
      token,
      channel: checkChannel(thing, token, Number(channel)),
      swallows: lstrip === true && rstrip === true,
    };
  });
}

/** A token as the files write it: a string, or an object with its `content`; null is none. */
function tokenName(thing: string, value: unknown): string | undefined {
  const content = isObject(value) ? value.content : value;
  if (content === null || content === undefined || content === '') return undefined;
  if (typeof content === 'string') return content;
  throw new InputError(`a token in ${thing} must be a string, got ${show(content)}`);
}

function checkChannel(file: string, token: string, channel: unknown): number {
  if (Number.isSafeInteger(channel) && (channel as number) >= 0) return channel as number;
  throw new InputError(
    `token ${show(token)} of ${file} must have a whole number from 0 on as its channel, got ${show(channel)}`,
  );
}
