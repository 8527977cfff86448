import { InputError } from '@audiate/protocol';
import { describe, expect, test } from 'vitest';
import { readTokenizer } from './read-tokenizer.js';
import { checkLanguage, parseVocabulary } from './vocabulary.js';

const nested = { eng: { a: 0, b: 1 }, fra: { c: 0 } };

test('lists tokens by channel; a channel without a token has its number', () => {
  const { vocabulary, tokenizer } = readTokenizer({ vocabulary: { B: 2, '<pad>': 0, C: 4 } }, { channels: 4 });
  expect(vocabulary).toEqual(['<pad>', '[1]', 'B', '[3]']);
  expect(tokenizer).toMatchObject({ blank: 0, split: 'longest', withoutLogit: ['C'] });
});

test('a channel of two tokens is named for the last, and spelt by both', () => {
  const { vocabulary, tokenizer } = readTokenizer({ vocabulary: { a: 1, b: 1, '<pad>': 0 } }, { channels: 2 });
  expect([vocabulary, tokenizer.aliases]).toEqual([['<pad>', 'b'], { a: 1 }]);
});

test.each<[unknown, string]>([
  [['a'], 'vocab.json must be an object'],
  [{}, 'vocab.json has no token'],
  [nested, 'vocab.json has a vocabulary for each language; choose one by { language }: eng, fra'],
  [{ a: -1 }, 'token "a" of vocab.json must have a whole number from 0 on as its channel, got -1'],
  [{ a: 0.5 }, 'as its channel, got 0.5'],
  [{ a: '1' }, 'as its channel, got "1"'],
  [{ eng: { a: 1 }, b: 2 }, 'vocab.json has a vocabulary for each language'],
])('refuses %j', (json, message) => {
  expect(() => parseVocabulary(json)).toThrow(InputError);
  expect(() => parseVocabulary(json)).toThrow(message);
});

test.each<[string, object, string]>([
  ['tokenizer_config.json', { settings: [] }, 'tokenizer_config.json must be an object, got an array of 0'],
  ['added_tokens.json', { added: { x: 'y' } }, 'token "x" of added_tokens.json must have a whole number'],
  ['special_tokens_map.json', { special: 1 }, 'special_tokens_map.json must be an object, got 1'],
  ['a token', { settings: { pad_token: 7 } }, 'a token in pad_token must be a string, got 7'],
  ['a decoder', { settings: { added_tokens_decoder: { x: { content: 'x' } } } }, 'as its channel, got NaN'],
])('refuses %s that is not sound', (_, files, message) => {
  expect(() => readTokenizer({ vocabulary: { a: 0 }, ...files }, { channels: 1 })).toThrow(message);
});

describe('a vocabulary of several languages', () => {
  test('is chosen by option, else by tokenizer_config.json', () => {
    expect([...parseVocabulary(nested, 'fra', 'eng')]).toEqual([['c', 0]]);
    expect([...parseVocabulary(nested, undefined, 'eng').keys()]).toEqual(['a', 'b']);
    expect(() => parseVocabulary(nested, undefined, 'deu')).toThrow(
      'vocab.json has no vocabulary of "deu", which tokenizer_config.json names; choose one by { language }: eng, fra',
    );
  });
  test('tells of a language that it has not', () => {
    expect(() => checkLanguage('deu', nested)).toThrow(new InputError('unknown language "deu"; choose from eng, fra'));
    expect(() => checkLanguage('deu', { a: 0 })).toThrow(
      'language "deu" chooses from a vocabulary of several languages, and this model has none; leave it out',
    );
  });
});

test('two blanks: config.json wins, and a warning tells', () => {
  const files = { vocabulary: { a: 0, b: 1, '[PAD]': 2 }, settings: { pad_token: '[PAD]' } };
  const { tokenizer, warning } = readTokenizer(files, { channels: 3, padTokenId: 0 });
  expect(tokenizer.blank).toBe(0);
  expect(warning).toBe(
    'pad_token_id in config.json is channel 0 ("a") and the tokenizer\'s padding token 2 ("[PAD]"); CTC\'s blank is taken ' +
      "to be the former, as the model's own loss has it; ctc and transcribe take another as { blank }",
  );
  expect(readTokenizer(files, { channels: 3, padTokenId: 9 })).toMatchObject({ tokenizer: { blank: 2 } });
  expect(readTokenizer(files, { channels: 3, padTokenId: null })).toMatchObject({ tokenizer: { blank: 2 } });
});
