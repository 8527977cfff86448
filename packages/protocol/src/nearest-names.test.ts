import { expect, test } from 'vitest';
import { nearestNames } from './nearest-names.js';

const LAYERS = ['conv.0', 'conv.1', 'encoder.0', 'encoder.1', 'logits'];

test.each([
  ['encodr.1', ['encoder.1']],
  ['Encoder.0', ['encoder.0']],
  ['encoder.9', ['encoder.0', 'encoder.1']],
  ['logit', ['logits']],
  ['unheard', []],
  ['', []],
])('%s', (name, nearest) => {
  expect(nearestNames(name, LAYERS)).toEqual(nearest);
});

test('no names, none near; a hostile length costs no more than a long name', () => {
  expect(nearestNames('a', [])).toEqual([]);
  expect(nearestNames('x'.repeat(1e6), LAYERS)).toEqual([]);
});
