import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { readCard } from './read-card.js';

test('a card is read field by field; what else is there is left out; null stands for a score that is not finite', () => {
  const card = {
    title: 't',
    description: 'd',
    facts: [
      { name: 'a', value: 1, more: 2 },
      { name: 'b', value: 'c' },
    ],
    curve: [
      { step: 0, score: null },
      { step: 1, score: 2 },
    ],
    html: '<b>',
  };
  expect(readCard(card)).toEqual({
    title: 't',
    description: 'd',
    facts: [
      { name: 'a', value: 1 },
      { name: 'b', value: 'c' },
    ],
    curve: [
      { step: 0, score: Number.NaN },
      { step: 1, score: 2 },
    ],
  });
  expect(readCard({})).toEqual({});
});

test.each([
  [null, 'a card must be an object, got null'],
  [{ title: 3 }, 'title of a card must be a text of at most 2000 letters, got 3'],
  [{ title: 'x'.repeat(2_001) }, 'title of a card must be a text of at most 2000 letters'],
  [{ facts: {} }, 'facts of a card must be a list of at most 100'],
  [{ facts: Array(101).fill({ name: 'a', value: 1 }) }, 'facts of a card must be a list of at most 100'],
  [{ facts: [null] }, 'a name in facts of a card must be a text'],
  [{ facts: [{ name: 'a', value: {} }] }, 'a value in facts of a card must be a text'],
  [{ curve: [{ step: 0, score: 'high' }] }, "a point of a card's curve must have a step and a score"],
])('%j is refused', (card, message) => {
  expect(() => readCard(card)).toThrow(InputError);
  expect(() => readCard(card)).toThrow(message);
});
