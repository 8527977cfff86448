import { type ClassProbe, fitProbe } from '@audiate/dataset';
import { expect, test } from 'vitest';
import { followsWithin, logOdds } from './reading.ts';

test('log odds are for the class that the probe leads towards, and tell the classes apart', async () => {
  const data = Float32Array.of(1, 0, 2, 1, -1, 0, -2, 1, 1.5, 1, -1.5, 0);
  const layer = { data, clips: 6, channels: 2 };
  const labels = ['b', 'b', 'a', 'a', 'b', 'a'];
  const groups = ['1', '2', '3', '4', '5', '6'];
  for (const towards of ['a', 'b']) {
    const probe = (await fitProbe({ l: layer }, labels, { groups, permutations: 0, towards })) as ClassProbe;
    expect(logOdds(probe, layer).map((odds) => odds > 0)).toEqual(labels.map((label) => label === towards));
  }
});

test('what follows within groups is told by the median, whatever groups have between them', () => {
  const groups = ['a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', 'c'];
  const measure = [1, 2, 3, 11, 12, 13, 21, 22, 23];
  const reading = [31, 32, 33, 21, 22, 23, 13, 12, 11];
  expect(followsWithin(reading, measure, groups)).toBeCloseTo(1, 9);
  expect(
    followsWithin(
      reading.map((value) => -value),
      measure,
      groups,
    ),
  ).toBeCloseTo(-1, 9);
});
