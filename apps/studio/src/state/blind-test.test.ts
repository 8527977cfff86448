import { expect, test } from 'vitest';
import type { Rendered } from '../protocol/rendered.js';
import { blindTest, soundAt, vote } from './blind-test.js';

const [a, b] = ['a', 'b'] as unknown as [Rendered, Rendered];

test('votes are counted for the sound that was played, whatever the order', () => {
  const straight = () => 0.9;
  const swapped = () => 0.1;
  let test = blindTest([a, b], swapped);
  expect([soundAt(test, 0), soundAt(test, 1)]).toEqual([b, a]);
  test = vote(test, 0, straight);
  expect([soundAt(test, 0), soundAt(test, 1)]).toEqual([a, b]);
  test = vote(vote(test, 0, straight), 'neither', swapped);
  expect(test.votes).toEqual([1, 1, 1]);
});
