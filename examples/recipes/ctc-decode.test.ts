import { expect, test } from 'vitest';
import { ctcDecode } from './ctc-decode.ts';

const vocabulary = ['<pad>', 'A', 'B'];
const oneHot = (path: string) =>
  Float32Array.from([...path].flatMap((c) => ['-', 'A', 'B'].map((t) => (t === c ? 1 : 0))));

test.each([
  ['--AA-AB-', 'A A B'],
  ['----', ''],
  ['ABBA', 'A B A'],
])('%s is heard as "%s"', (path, heard) => {
  expect(
    ctcDecode(oneHot(path), vocabulary)
      .map(({ token }) => token)
      .join(' '),
  ).toBe(heard);
});

test('tells the frames that a token holds', () => {
  expect(ctcDecode(oneHot('--BB-'), vocabulary)).toEqual([{ token: 'B', firstFrame: 2, lastFrame: 3 }]);
});
