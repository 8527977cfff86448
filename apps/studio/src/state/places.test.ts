import { expect, test } from 'vitest';
import type { EndableClient } from '../protocol/client.js';
import { placesOf } from './places.js';

/** A client that says its name. */
const called = (name: string): EndableClient => ({
  start: () => ({ answer: Promise.resolve(name), control() {} }) as never,
  end: () => expect.fail('it was ended'),
});

test('a page without a program has one place, whose worker starts when it is asked', async () => {
  let workers = 0;
  const { has, client } = placesOf({
    page() {
      workers += 1;
      return called('page');
    },
  });
  expect([has, workers]).toEqual([['page'], 0]);
  for (let i = 0; i < 2; i++) expect(await client.start('warm', { engine: 'auto' }).answer).toBe('page');
  expect(workers).toBe(1);
});

test('a program is asked first, and the page when it is chosen', async () => {
  const { has, now, move, client, at } = placesOf({ page: () => called('page'), machine: called('machine') });
  expect([has, now.value]).toEqual([['machine', 'page'], 'machine']);
  const ask = () => client.start('warm', { engine: 'auto' }).answer;
  expect(await ask()).toBe('machine');
  expect(await at('page').start('warm', { engine: 'auto' }).answer).toBe('page');
  expect(now.value).toBe('machine');
  move('page');
  expect(await ask()).toBe('page');
});
