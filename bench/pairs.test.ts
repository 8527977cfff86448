import { expect, test } from 'vitest';
import { timePairs } from './pairs.ts';

const contestant = (name: string, ms: number, calls: string[]) => ({
  name,
  async step() {
    calls.push(name);
    return ms / 1000;
  },
});

test('each runs once in every round, in rotating order; the clearly slower in every third', async () => {
  const calls: string[] = [];
  const others = [contestant('fast', 20, calls), contestant('slow', 40, calls)];
  const found = await timePairs(contestant('ours', 10, calls), others, 6);
  expect(calls.slice(0, 9)).toEqual(['ours', 'fast', 'slow', 'fast', 'slow', 'ours', 'slow', 'ours', 'fast']);
  expect(found.ours.median).toBeCloseTo(10);
  expect(found.others.fast!.pairs).toBe(6);
  expect(found.others.fast!.ratio.median).toBeCloseTo(0.5);
  expect(found.others.slow!.pairs).toBe(2);
  expect(found.others.slow!.ratio.median).toBeCloseTo(0.25);
});
