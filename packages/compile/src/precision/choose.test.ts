import { expect, test } from 'vitest';
import { choosePrecision } from './choose.js';
import type { Trial } from './trial.js';

const good: Trial = { error: 0.02, whole: true, ratio: 0.5 };
const having = (found: Partial<Trial>) => ({ threads: 1, trial: async () => ({ ...good, ...found }) });

test.each([
  ['quick and right', {}, 'i8'],
  ['right, of the time that is just enough', { ratio: 0.7 }, 'i8'],
  ['right and hardly quicker', { ratio: 0.71 }, 'f32'],
  ['quick, large sums cut', { whole: false }, 'f32'],
  ['quick and off', { error: 0.2 }, 'f32'],
  ['quick and no number', { error: Number.NaN }, 'f32'],
] as const)('auto on a machine that is %s', async (_, found, precision) => {
  expect(await choosePrecision('auto', having(found))).toBe(precision);
});

test.each([
  [
    'large sums cut',
    { whole: false },
    /products in bytes come out wrong on this machine \(cut where they are large\); choose/,
  ],
  ['answers off', { error: 0.2 }, /wrong on this machine \(20 % off\); choose precision "f32"/],
] as const)('i8 is refused on a machine with %s', async (_, found, said) => {
  await expect(choosePrecision('i8', having(found))).rejects.toThrow(said);
});

test('i8 is taken on a slow machine, f32 without a trial', async () => {
  expect(await choosePrecision('i8', having({ ratio: 3 }))).toBe('i8');
  const trial = () => Promise.reject(new Error('tried'));
  expect(await choosePrecision('f32', { threads: 1, trial })).toBe('f32');
  expect(await choosePrecision('auto', { threads: 1, executionProviders: ['webgpu', 'cpu'], trial })).toBe('f32');
  await expect(choosePrecision('auto', { threads: 1, executionProviders: ['cpu'], trial })).rejects.toThrow('tried');
});

test('on this machine i8 is right', async () => {
  expect(await choosePrecision('i8', { threads: 1 })).toBe('i8');
});
