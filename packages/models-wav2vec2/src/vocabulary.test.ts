import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { parseVocabulary } from './vocabulary.js';

test('lists tokens by channel; a channel without a token has its number', () => {
  expect(parseVocabulary({ B: 2, '<pad>': 0 }, 4)).toEqual(['<pad>', '[1]', 'B', '[3]']);
});

test.each<[unknown, string]>([
  [['a'], 'vocab.json must be an object'],
  [{ eng: { a: 0 } }, 'vocab.json has a vocabulary for each language ("eng", …)'],
  [{ a: 4 }, 'token "a" of vocab.json must have a channel from 0 to 3, got 4'],
  [{ a: 0.5 }, 'token "a" of vocab.json must have a channel from 0 to 3, got 0.5'],
  [{ a: '1' }, 'token "a" of vocab.json must have a channel from 0 to 3, got "1"'],
  [{ a: 1, b: 1 }, 'tokens "a" and "b" of vocab.json share channel 1'],
])('refuses %j', (json, message) => {
  expect(() => parseVocabulary(json, 4)).toThrow(InputError);
  expect(() => parseVocabulary(json, 4)).toThrow(message);
});
