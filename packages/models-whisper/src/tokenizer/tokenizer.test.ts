import { InputError } from '@audiate/protocol';
import { describe, expect, test } from 'vitest';
import { textOf } from './byte-level.js';
import { promptOf } from './prompt.js';
import { parseTokens } from './tokenizer.js';

const added = (from: number, tokens: readonly string[]) =>
  Object.fromEntries(tokens.map((token, i) => [token, from + i]));
const SPECIAL = [
  '<|endoftext|>',
  '<|startoftranscript|>',
  '<|en|>',
  '<|de|>',
  '<|translate|>',
  '<|transcribe|>',
  '<|notimestamps|>',
];
const files = { vocabulary: { a: 0, Ġthe: 1, 'Ã©': 2, Ã: 3 }, added: added(4, SPECIAL) };

describe('tokens', () => {
  // `tokenizer.convert_tokens_to_string` of transformers' WhisperTokenizer; a part of a character stays as it is written
  test.each([
    ['Ġthe', ' the'],
    ['Ã©', 'é'],
    ['æĹ¥', '日'],
    ['Ċ', '\n'],
    ['Ã', 'Ã'],
    ['<|en|>', '<|en|>'],
    ['…', '…'],
  ])('%s is the text %j', (token, text) => {
    expect(textOf(token)).toBe(text);
  });

  test('are texts, languages and tasks by number', () => {
    const tokens = parseTokens(files, 11);
    expect(tokens.text).toEqual(['a', ' the', 'é', 'Ã', '<|endoftext|>']);
    expect([tokens.start, [...tokens.languages], tokens.tasks, tokens.noTimestamps]).toEqual([
      5,
      [
        ['<|en|>', 6],
        ['<|de|>', 7],
      ],
      { translate: 8, transcribe: 9 },
      10,
    ]);
  });

  test('may stand in tokenizer_config.json instead', () => {
    const decoder = Object.fromEntries(SPECIAL.map((content, i) => [String(4 + i), { content, special: true }]));
    const { vocabulary } = files;
    expect(parseTokens({ vocabulary, settings: { added_tokens_decoder: decoder } }, 11)).toEqual(
      parseTokens(files, 11),
    );
  });

  test.each<[string, object, number, string]>([
    [
      'no vocab.json',
      { added: files.added },
      11,
      'the decoder needs vocab.json; leave decoder out for the encoder alone',
    ],
    [
      'no start',
      { vocabulary: { a: 0 } },
      11,
      'the tokenizer\'s files (vocab.json, added_tokens.json, tokenizer_config.json) lack "<|startoftranscript|>"',
    ],
    [
      'numbers beyond the decoder',
      files,
      10,
      'added_tokens.json gives "<|notimestamps|>" the number 10, not one of 0 … 9',
    ],
    ['numbers that are none', { vocabulary: { a: 'x' } }, 10, 'vocab.json gives "a" the number "x", not one of 0 … 9'],
    ['lists', { vocabulary: [] }, 10, 'vocab.json must be an object, got an array of 0'],
  ])('with %s are refused', (_, given, count, message) => {
    expect(() => parseTokens(given, count)).toThrow(new InputError(message));
  });
});

describe('the prompt', () => {
  test('names language and task; a model of English alone has neither', () => {
    const tokens = parseTokens(files, 11);
    expect(promptOf(tokens, {})).toEqual([5, 6, 9, 10]);
    expect(promptOf(tokens, { language: 'de', task: 'translate' })).toEqual([5, 7, 8, 10]);
    const english = parseTokens({ ...files, generation: { is_multilingual: false } }, 11);
    expect(promptOf(english, {})).toEqual([5, 10]);
    expect(() => promptOf(english, { language: 'de' })).toThrow(
      'the model knows English alone, and transcribes; got language "de"',
    );
    expect(() => promptOf(tokens, { language: 'xx' })).toThrow('unknown language "xx" of decoder; choose from en, de');
    expect(() => promptOf(tokens, { task: 'sing' as 'translate' })).toThrow('task of decoder');
  });
});
