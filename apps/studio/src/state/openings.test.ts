import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { START } from './form.js';
import { placesOf } from './places.js';
import { createStudio } from './studio.js';
import { placeByHand } from './testing/place-by-hand.js';

beforeEach(() => {
  vi.stubGlobal('location', { hash: '' });
  vi.stubGlobal('history', { replaceState: () => {} });
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

const BIG = { kind: 'hub', id: 'owner/big' } as const;
const TINY = { kind: 'embedded', name: 'tiny' } as const;
const soon = () => vi.advanceTimersByTimeAsync(0);
/** Longer than a task may take to stop. */
const longer = () => vi.advanceTimersByTimeAsync(20_000);

/** A studio in whose page a large model is open, and the page's workers, one after another. */
async function withBig() {
  const workers = [placeByHand(), placeByHand(), placeByHand()] as const;
  const machine = placeByHand();
  let started = 0;
  const places = placesOf({ page: () => workers[started++]!.client, machine: machine.client });
  const studio = createStudio({ places, ears: { hear() {} } }, START);
  const first = studio.open(BIG, BIG.id, 'page');
  await soon();
  workers[0].openings[0]!.open();
  await first;
  const asked = () => workers.map(({ openings }) => openings.map(({ source }) => source));
  const shown = () => [places.now.value, studio.form.value.model, studio.model.value?.name, studio.opening.value];
  return { studio, workers, machine, asked, shown, started: () => started };
}

test('a worker that was ended by force is followed by one with the model of before', async () => {
  const { studio, workers, asked, shown } = await withBig();
  const playing = studio.play();
  void studio.stop();
  await longer();
  await playing;
  expect([workers[0].ended.length, studio.run.value.phase]).toEqual([1, 'ended']);
  expect(studio.fault.value).toMatch(/^it did not stop in 15 s/);
  expect([asked()[1], studio.opening.value]).toEqual([[BIG], { name: BIG.id, place: 'page' }]);
  workers[1].openings[0]!.open();
  await soon();
  expect(shown()).toEqual(['page', BIG.id, 'hub', undefined]);
  expect(await studio.client.start('warm', { engine: 'auto' }).answer).toEqual({ name: 'engine' });
});

test('the model that was chosen while another hung is the only one that the new worker opens', async () => {
  const { studio, workers, asked, shown } = await withBig();
  void studio.play();
  const chosen = studio.open(TINY, 'tiny');
  await longer();
  expect(asked().slice(1)).toEqual([[TINY], []]);
  workers[1].openings[0]!.open();
  await chosen;
  expect(shown()).toEqual(['page', 'tiny', 'tiny', undefined]);
});

test('where the model that was chosen meanwhile does not open, the new worker has the one of before', async () => {
  const { studio, workers, asked, shown } = await withBig();
  void studio.play();
  const chosen = studio.open(TINY, 'tiny');
  await longer();
  workers[1].openings[0]!.refuse('no memory');
  await soon();
  expect(asked()[1]).toEqual([TINY, BIG]);
  workers[1].openings[1]!.open();
  await chosen;
  expect([...shown(), studio.fault.value]).toEqual(['page', BIG.id, 'hub', undefined, 'no memory']);
});

test('a model that a worker was opening when it was ended is opened by its successor', async () => {
  const { studio, workers, asked, shown } = await withBig();
  const hung = studio.client.start('render', { form: START });
  hung.answer.catch(() => {});
  const chosen = studio.open(TINY, 'tiny');
  await soon();
  hung.control('stop');
  await longer();
  expect(asked()).toEqual([[BIG, TINY], [TINY], []]);
  workers[1].openings[0]!.open();
  await chosen;
  expect([...shown(), studio.fault.value]).toEqual(['page', 'tiny', 'tiny', undefined, undefined]);
});

test('who moves to the program while the page hangs opens nothing in the page, unless the program fails', async () => {
  for (const end of ['open', 'refuse'] as const) {
    const { studio, machine, asked, shown, started } = await withBig();
    void studio.play();
    const moved = studio.moveTo('machine');
    await longer();
    expect([machine.openings.length, started()]).toEqual([1, 1]);
    machine.openings[0]![end]('no memory');
    await soon();
    if (end === 'open') await moved;
    expect(asked()[1]).toEqual(end === 'open' ? [] : [BIG]);
    expect(shown().slice(0, 3)).toEqual([end === 'open' ? 'machine' : 'page', BIG.id, 'hub']);
  }
});

test('of several models that open only the last is told of', async () => {
  const { studio, workers, shown } = await withBig();
  const older = studio.open({ kind: 'hub', id: 'owner/other' }, 'owner/other');
  await soon();
  const newer = studio.open(TINY, 'tiny');
  await soon();
  workers[0].openings[1]!.refuse('another model was chosen meanwhile');
  await older;
  expect([studio.opening.value, studio.fault.value]).toEqual([{ name: 'tiny', place: 'page' }, undefined]);
  workers[0].openings[2]!.open();
  await newer;
  expect(shown()).toEqual(['page', 'tiny', 'tiny', undefined]);
});
