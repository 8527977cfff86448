import { expect, test } from 'vitest';
import { decodeCtc } from './ctc-decode.js';
import { tokenizerOf } from './tokenizer.js';

const vocabulary = ['<pad>', 'A', 'B'];
const oneHot = (path: string) =>
  Float32Array.from([...path].flatMap((c) => ['-', 'A', 'B'].map((t) => (t === c ? 1 : 0))));

test.each([
  ['--AA-AB-', 'A A B'],
  ['----', ''],
  ['ABBA', 'A B A'],
])('%s is heard as "%s"', (path, heard) => {
  const tokens = decodeCtc(oneHot(path), vocabulary, 0);
  expect(tokens.map(({ token }) => token).join(' ')).toBe(heard);
});

test('tells the frames that a token holds', () => {
  expect(decodeCtc(oneHot('--BB-'), vocabulary, 0)).toEqual([{ token: 'B', firstFrame: 2, lastFrame: 3 }]);
});

test('the first of equals is heard, and without a blank every run', () => {
  expect(decodeCtc(new Float32Array(6), vocabulary, undefined)).toEqual([
    { token: '<pad>', firstFrame: 0, lastFrame: 1 },
  ]);
});

test.each([
  [['<pad>', 'AA', 'B'], { blank: 0, split: 'spaces', special: ['<pad>'] }],
  [['a', '|', 'ch', '[PAD]', '[UNK]'], { blank: 3, split: 'longest', wordDelimiter: '|', special: ['[PAD]', '[UNK]'] }],
  [['a', 'b'], { split: 'longest', special: [] }],
  [[' ', '<', '<PAD>', '<blank>'], { blank: 3, split: 'longest', wordDelimiter: ' ', special: ['<PAD>', '<blank>'] }],
])('%j tells of its tokenizer', (names, tokenizer) => {
  expect(tokenizerOf({ vocabulary: names })).toEqual(tokenizer);
});
