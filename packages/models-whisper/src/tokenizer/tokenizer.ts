import { asObject, type CheckpointSource, isObject, readJson } from '@audiate/checkpoints';
import { InputError, show } from '@audiate/protocol';
import { textOf } from './byte-level.js';

/** A tokenizer's files, parsed but not yet checked; `undefined` where a file is not there. */
export interface TokenizerFiles {
  /** vocab.json, `{ token: number }`, of byte-level BPE. */
  readonly vocabulary?: unknown;
  /** added_tokens.json, `{ token: number }`. */
  readonly added?: unknown;
  /** tokenizer_config.json, whose `added_tokens_decoder` tells of added tokens, too. */
  readonly settings?: unknown;
  /** generation_config.json, whose `is_multilingual` tells whether languages are told apart. */
  readonly generation?: unknown;
}

/** What the decoder's tokens are. */
export interface WhisperTokens {
  /** Text tokens and the end of text, by number: all before `<|startoftranscript|>`. */
  readonly text: readonly string[];
  readonly start: number;
  /** The tokens of languages by number, none in a model of English alone. */
  readonly languages: ReadonlyMap<string, number>;
  readonly tasks: Readonly<Record<'transcribe' | 'translate', number | undefined>>;
  readonly noTimestamps: number;
}

/** Reads the tokenizer's files. @throws InputError for one that is no JSON. */
export async function readTokenizerFiles(source: CheckpointSource): Promise<TokenizerFiles> {
  return {
    vocabulary: await readJson(source, 'vocab.json'),
    added: await readJson(source, 'added_tokens.json'),
    settings: await readJson(source, 'tokenizer_config.json'),
    generation: await readJson(source, 'generation_config.json'),
  };
}

const START = '<|startoftranscript|>';
/** Tokens of the published models of English alone; those of the others are one more at least. */
const ENGLISH_TOKENS = 51_864;

/**
 * The tokens of a decoder that has so many.
 * @throws InputError where a file is missing, or does not name what the decoder is asked with.
 */
export function parseTokens(files: TokenizerFiles, tokens: number): WhisperTokens {
  if (files.vocabulary === undefined) {
    throw new InputError('the decoder needs vocab.json; leave decoder out for the encoder alone');
  }
  const numbers = new Map<string, number>();
  const note = (file: string, token: string, number: unknown) => {
    if (typeof number !== 'number' || !Number.isInteger(number) || number < 0 || number >= tokens) {
      throw new InputError(`${file} gives ${show(token)} the number ${show(number)}, not one of 0 … ${tokens - 1}`);
    }
    numbers.set(token, number);
  };
  for (const [token, number] of Object.entries(asObject('vocab.json', files.vocabulary)))
    note('vocab.json', token, number);
  const settings = isObject(files.settings) ? files.settings : {};
  if (isObject(settings.added_tokens_decoder)) {
    for (const [number, token] of Object.entries(settings.added_tokens_decoder)) {
      if (isObject(token)) note('tokenizer_config.json', String(token.content), Number(number));
    }
  }
  for (const [token, number] of Object.entries(asObject('added_tokens.json', files.added ?? {}))) {
    note('added_tokens.json', token, number);
  }
  const numberOf = (token: string): number => {
    const number = numbers.get(token);
    if (number !== undefined) return number;
    throw new InputError(
      `the tokenizer's files (vocab.json, added_tokens.json, tokenizer_config.json) lack ${show(token)}`,
    );
  };
  const start = numberOf(START);
  const translate = numbers.get('<|translate|>');
  const generation = isObject(files.generation) ? files.generation : {};
  const multilingual = generation.is_multilingual ?? tokens !== ENGLISH_TOKENS;
  const between = [...numbers].filter(([, number]) => number > start && number < (translate ?? start));
  const text = Array.from({ length: start }, (_, number) => `[${number}]`);
  for (const [token, number] of numbers) if (number < start) text[number] = textOf(token);
  return {
    text,
    start,
    languages: new Map(multilingual === true ? between.sort(([, a], [, b]) => a - b) : []),
    tasks: { translate, transcribe: numbers.get('<|transcribe|>') },
    noTimestamps: numberOf('<|notimestamps|>'),
  };
}
