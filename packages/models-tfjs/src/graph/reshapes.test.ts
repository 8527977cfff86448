import { expect, test } from 'vitest';
import { extentsOf } from './reshapes.js';

test.each<[string, number[], number[], number[], number[]]>([
  ['an axis dropped', [2, 43_844, 1], [2, 43_844], [3, 500, 1], [3, 500]],
  ['an axis added', [2, 172, 88], [2, 1, 172, 88], [1, 99, 88], [1, 1, 99, 88]],
  ['an axis kept behind another', [2, 172, 88, 1], [2, 172, 88], [2, 65, 88, 1], [2, 65, 88]],
  ['axes folded', [2, 40, 12, 8], [2, 40, 96], [2, 7, 12, 8], [2, 7, 96]],
  ['frames cut into blocks', [2, 160], [2, 10, 16], [2, 320], [2, 20, 16]],
  ['the batch folded in', [2, 10, 16], [20, 16], [3, 7, 16], [21, 16]],
  ['a batch of one', [1, 172, 1, 4], [1, 172, 4], [1, 10, 1, 4], [1, 10, 4]],
  ['everything folded', [2, 3, 4], [24], [2, 5, 4], [40]],
  ['a number of its own', [1], [1, 1, 1], [1], [1, 1, 1]],
])('%s follows', (_, from, to, given, expected) => {
  expect(extentsOf({ from, to })(from)).toEqual(to);
  expect(extentsOf({ from, to })(given)).toEqual(expected);
});
