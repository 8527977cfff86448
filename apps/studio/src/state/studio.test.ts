import { beforeEach, expect, test, vi } from 'vitest';
import type { Client, EndableClient } from '../protocol/client.js';
import type { ModelFacts } from '../protocol/model.js';
import { START } from './form.js';
import { placesOf } from './places.js';
import { createStudio } from './studio.js';

beforeEach(() => {
  vi.stubGlobal('location', { hash: '' });
  vi.stubGlobal('history', { replaceState: () => {} });
});

const FACTS = { name: 'm', layers: [{ name: 'logits', channels: 1, global: false }], tokens: ['IY'] } as never;

/** A place in which a model opens when the test says so; what needs one before is told as the worker tells it. */
function place() {
  const openings: { open(): void; refuse(why: string): void }[] = [];
  let has = false;
  const start = async (task: string) => {
    if (task === 'open') {
      return new Promise<ModelFacts>((resolve, reject) => {
        openings.push({
          open() {
            has = true;
            resolve(FACTS);
          },
          refuse: (why) => reject(new Error(why)),
        });
      });
    }
    if (!has) throw new Error('no model is open; choose one');
    return { name: 'engine' };
  };
  const client = { start: (task: string) => ({ answer: start(task), control() {} }) } as unknown as Client;
  return { client: { ...client, end() {} } as EndableClient, openings };
}

function studioOf() {
  const [page, machine] = [place(), place()];
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

test('a worker that was ended by force is followed by one with the model of before', async () => {
  vi.useFakeTimers();
  const workers = [place(), place()];
  const ended: string[] = [];
  let next = 0;
  let refuse = (_: Error) => {};
  const places = placesOf({
    page() {
      const { client } = workers[next++]!;
      return {
        start: (task, ask) =>
          task === 'render'
            ? { answer: new Promise<never>((_, reject) => (refuse = reject)), control() {} }
            : client.start(task, ask),
        end(why) {
          ended.push(why);
          refuse(new Error(why));
        },
      };
    },
  });
  const studio = createStudio({ places, ears: { hear() {} } }, START);
  const first = studio.open(TINY, 'tiny');
  await vi.advanceTimersByTimeAsync(0);
  workers[0]!.openings[0]!.open();
  await first;
  const playing = studio.play();
  void studio.stop();
  await vi.advanceTimersByTimeAsync(20_000);
  await playing;
  expect([ended.length, studio.run.value.phase, next]).toEqual([1, 'ended', 2]);
  expect(studio.fault.value).toMatch(/^it did not stop in 15 s/);
  expect(studio.opening.value).toEqual({ name: 'tiny', place: 'page' });
  workers[1]!.openings[0]!.open();
  await vi.advanceTimersByTimeAsync(0);
  expect([studio.opening.value, studio.model.value?.name]).toEqual([undefined, 'm']);
  expect(await places.client.start('warm', { engine: 'auto' }).answer).toEqual({ name: 'engine' });
  vi.useRealTimers();
});

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
  expect([places.now.value, studio.model.value?.name, await asked()]).toEqual(['machine', 'm', 'done']);
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
