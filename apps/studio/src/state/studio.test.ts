import { beforeEach, expect, test, vi } from 'vitest';
import { START } from './form.js';
import { placesOf } from './places.js';
import { createStudio } from './studio.js';
import { placeByHand } from './testing/place-by-hand.js';

beforeEach(() => {
  vi.stubGlobal('location', { hash: '' });
  vi.stubGlobal('history', { replaceState: () => {} });
});

function studioOf() {
  const [page, machine] = [placeByHand(), placeByHand()];
  const places = placesOf({ page: () => page.client, machine: machine.client });
  const studio = createStudio({ places, ears: { hear() {} }, named: 'file:m' }, START);
  /** What the place of now says to a task that needs the model. */
  const asked = () =>
    places.client.start('fire', {} as never).answer.then(
      () => 'done',
      ({ message }: Error) => message,
    );
  return { page, machine, places, studio, asked };
}

const TINY = { kind: 'embedded', name: 'tiny' } as const;

test('a place does what is asked once its model is open, and the one before it until then', async () => {
  const { page, machine, places, studio, asked } = studioOf();
  const first = studio.open(TINY, 'tiny');
  await expect.poll(() => machine.openings.length).toBe(1);
  machine.openings[0]!.open();
  await first;
  const moved = studio.moveTo('page');
  await expect.poll(() => page.openings.length).toBe(1);
  expect([places.now.value, studio.opening.value]).toEqual(['machine', { name: 'tiny', place: 'page' }]);
  expect(await asked()).toBe('done');
  page.openings[0]!.open();
  await moved;
  expect([places.now.value, studio.opening.value, await asked()]).toEqual(['page', undefined, 'done']);
});

test('where the model does not open in another place, all stays as it was', async () => {
  const { page, machine, places, studio, asked } = studioOf();
  const first = studio.open(TINY, 'tiny');
  await expect.poll(() => machine.openings.length).toBe(1);
  machine.openings[0]!.open();
  await first;
  const moved = studio.moveTo('page');
  await expect.poll(() => page.openings.length).toBe(1);
  page.openings[0]!.refuse('no memory');
  await moved;
  expect(studio.fault.value).toBe('no memory');
  expect([places.now.value, studio.model.value?.name, await asked()]).toEqual(['machine', 'tiny', 'done']);
});

test('a model that opens late is shown with the place that has it', async () => {
  const { page, machine, places, studio, asked } = studioOf();
  const first = studio.open(TINY, 'tiny');
  await expect.poll(() => machine.openings.length).toBe(1);
  machine.openings[0]!.open();
  await first;
  const late = studio.open({ kind: 'named' }, 'file:m');
  await expect.poll(() => machine.openings.length).toBe(2);
  const moved = studio.moveTo('page');
  await expect.poll(() => page.openings.length).toBe(1);
  page.openings[0]!.open();
  await moved;
  expect(places.now.value).toBe('page');
  machine.openings[1]!.open();
  await late;
  expect([places.now.value, studio.form.value.model, await asked()]).toEqual(['machine', 'file:m', 'done']);
});
