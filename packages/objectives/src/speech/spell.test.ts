import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { spell } from './spell.js';

/** As wav2vec2-base-960h's. */
const letters = ['<pad>', '<s>', '</s>', '<unk>', '|', ..."ETAONIHSRDLUMWCFGYPBVK'XJQZ"];
const phones = ['<pad>', 'AA', 'B', 'HH', 'aɪ', 'b'];

function said(text: string | readonly string[], vocabulary: readonly string[]): string[] {
  const { channels } = spell(text, undefined, { ...toyModel(), vocabulary });
  return channels.map((channel) => vocabulary[channel]!);
}

test.each([
  ['HELLO', 'H E L L O'],
  ['hello world', 'H E L L O | W O R L D'],
  ["  it's\n a ", "I T ' S | A"],
])('%j by letters, with bars between words', (text, tokens) => {
  expect(said(text, letters).join(' ')).toBe(tokens);
});

test('by phones, with nothing between words, in their own case', () => {
  expect(said(' HH aɪ  b\tAA', phones)).toEqual(['HH', 'aɪ', 'b', 'AA']);
  expect(() => said('hh', phones)).toThrow('unknown token "hh"');
});

test('a list token by token', () => {
  expect(said(['H', '|', 'I'], letters)).toEqual(['H', '|', 'I']);
  expect(() => said(['HI'], letters)).toThrow('unknown token "HI" of toy; choose from <pad>, <s>, </s>, <unk>, |, E');
});

test('a vocabulary with a space for its word delimiter', () => {
  expect(said('a b', ['[PAD]', ' ', 'a', 'b'])).toEqual(['a', ' ', 'b']);
  expect(() => said('a b', ['[PAD]', 'a', 'b'])).toThrow('unknown token " "');
});

test('the blank is found by its usual names, or named', () => {
  const model = { ...toyModel(), vocabulary: ['a', '_', '[PAD]'] };
  expect(spell('a', undefined, model).blank).toBe(2);
  expect(spell('a', '_', model).blank).toBe(1);
});
