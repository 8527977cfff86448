import { expect, test } from 'vitest';
import type { Client } from '../../protocol/client.js';
import type { ShownMap } from '../map/shown-map.js';
import type { MapTasks } from '../tasks.js';
import { smallMap } from '../testing/small-map.js';
import { createExplorer } from './explorer.js';

const placeOf = (source: string) => ({ source, name: source, isForeign: false });

/** An explorer whose openings end when they are told to, and the name of what it shows. */
function openings() {
  const waiting = new Map<string, { resolve(map: ShownMap): void; reject(error: Error): void }>();
  const start = (_: string, source: string) => ({
    answer: new Promise<ShownMap>((resolve, reject) => waiting.set(source, { resolve, reject })),
    control() {},
  });
  const explorer = createExplorer({ start } as unknown as Client<MapTasks>);
  return {
    explorer,
    open: (source: string) => explorer.open(() => placeOf(source)),
    end: (source: string) => waiting.get(source)!.resolve(smallMap([{}, {}])),
    fail: (source: string) => waiting.get(source)!.reject(new Error(`${source} is broken`)),
    shown: () => ('place' in explorer.phase.value ? explorer.phase.value.place.name : explorer.phase.value.kind),
  };
}

test('of several openings the last one counts, whichever ends first and however the others end', async () => {
  for (const endOfOlder of ['end', 'fail'] as const) {
    const { explorer, open, shown, ...ends } = openings();
    const [slow, fast] = [open('slow'), open('fast')];
    ends.end('fast');
    await fast;
    explorer.query.value = 'IY';
    ends[endOfOlder]('slow');
    await slow;
    expect([shown(), explorer.phase.value.kind, explorer.query.value]).toEqual(['fast', 'open', 'IY']);
    expect(explorer.fault.value).toBeUndefined();
  }
});

test('where the last opening fails, what was shown before is shown again', async () => {
  const { explorer, open, end, fail, shown } = openings();
  const first = open('first');
  end('first');
  await first;
  const [slow, broken] = [open('slow'), open('broken')];
  fail('broken');
  await broken;
  expect([shown(), explorer.phase.value.kind]).toEqual(['first', 'open']);
  expect(explorer.fault.value).toBe('Broken is broken.');
  end('slow');
  await slow;
  expect(shown()).toBe('first');
});

test('an explorer that has opened nothing is empty after a failure', async () => {
  const { explorer, open, fail, shown } = openings();
  const broken = open('broken');
  fail('broken');
  await broken;
  expect([shown(), explorer.grid.value]).toEqual(['empty', undefined]);
});
