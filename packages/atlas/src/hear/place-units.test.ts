import { fold, key, normal } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { placeUnits } from './place-units.js';

test('what is alike lies together, within the map, and at the same place each time', () => {
  const vectors = Array.from({ length: 90 }, (_, i) =>
    normal(fold(key(4), i), 20).map((x, d) => 0.1 * x + (d === i % 3 ? 3 : 0)),
  );
  const places = placeUnits(vectors);
  expect(places).toEqual(placeUnits(vectors));
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

test.each([1, 2, 3, 4, 5])('%i units have places', (count) => {
  const places = placeUnits(Array.from({ length: count }, (_, i) => normal(fold(key(5), i), 8)));
  expect(places).toHaveLength(count);
  for (const at of places.flat()) expect(at >= 0 && at <= 1).toBe(true);
});
