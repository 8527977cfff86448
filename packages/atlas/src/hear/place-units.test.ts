import { fold, key, normal } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { placeUnits } from './place-units.js';

test('what is alike lies together, within the map, and at the same place each time', async () => {
  const vectors = Array.from({ length: 90 }, (_, i) =>
    normal(fold(key(4), i), 20).map((x, d) => 0.1 * x + (d === i % 3 ? 3 : 0)),
  );
  const told: number[] = [];
  const places = await placeUnits(vectors, { onProgress: (done, of) => told.push(done / of) });
  expect(told.at(-1)).toBe(1);
  expect(places).toEqual(await placeUnits(vectors));
  expect(Math.max(...places.flat())).toBe(1);
  expect(Math.min(...places.flat())).toBe(0);
  const centres = [0, 1, 2].map((group) => {
    const own = places.filter((_, i) => i % 3 === group);
    return [0, 1].map((axis) => own.reduce((sum, place) => sum + place[axis]!, 0) / own.length);
  });
  const nearest = places.map(([x, y]) => {
    const away = centres.map(([cx, cy]) => Math.hypot(x - cx!, y - cy!));
    return away.indexOf(Math.min(...away));
  });
  expect(nearest).toEqual(vectors.map((_, i) => i % 3));
});

test.each([1, 2, 3, 4, 5])('%i units have places', async (count) => {
  const places = await placeUnits(Array.from({ length: count }, (_, i) => normal(fold(key(5), i), 8)));
  expect(places).toHaveLength(count);
  for (const at of places.flat()) expect(at >= 0 && at <= 1).toBe(true);
});

test('what is like nothing stands apart, and pulls no neighbours from one another', async () => {
  // Twenty groups, in each of which two units correlate by 0.4: less than a unit at the origin would be near to all.
  const alive = Array.from({ length: 200 }, (_, i) => {
    const [own, common] = [normal(fold(key(6), i), 60), normal(fold(key(7), i % 20), 60)];
    const mixed = own.map((x, d) => Math.sqrt(0.4) * common[d]! + Math.sqrt(0.6) * x);
    const length = Math.hypot(...mixed);
    return mixed.map((x) => x / length);
  });
  const places = await placeUnits([...alive, ...new Array<undefined>(100).fill(undefined)]);
  expect(new Set(places.slice(200).map(([, y]) => y))).toEqual(new Set([1]));
  const live = places.slice(0, 200);
  expect(Math.max(...live.map(([, y]) => y))).toBeLessThanOrEqual(0.95);
  const shares = live.map(([x, y], i) => {
    const near = [...live.keys()]
      .filter((other) => other !== i)
      .sort((a, b) => Math.hypot(live[a]![0] - x, live[a]![1] - y) - Math.hypot(live[b]![0] - x, live[b]![1] - y));
    return near.slice(0, 5).filter((other) => other % 20 === i % 20).length / 5;
  });
  expect(shares.reduce((sum, share) => sum + share, 0) / 200).toBeGreaterThan(0.9);
});

test('an abort ends it', async () => {
  const vectors = Array.from({ length: 30 }, (_, i) => normal(fold(key(5), i), 8));
  await expect(placeUnits(vectors, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/);
});
