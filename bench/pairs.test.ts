import { expect, test } from 'vitest';
import { timePairs } from './pairs.ts';

const contestant = (name: string, ms: number, calls: string[]) => ({
  name,
  async step() {
    calls.push(name);
    return ms / 1000;
  },
});

test('the second step of a turn is the one that counts', async () => {
  const steps = [0.03, 0.02];
  const waking = { name: 'ours', step: async () => steps.unshift(steps.pop()!) && steps[0]! };
  const { ours } = await timePairs(waking, [contestant('other', 10, [])], { pairs: 3 });
  expect(ours).toEqual({ low: 30, median: 30, high: 30 });
});

test('each runs twice in every round, in rotating order; the clearly slower in every third', async () => {
  const calls: string[] = [];
  const others = [contestant('fast', 20, calls), contestant('slow', 40, calls)];
  const found = await timePairs(contestant('ours', 10, calls), others, { pairs: 6 });
  const turns = ['ours', 'fast', 'slow', 'fast', 'slow', 'ours', 'slow', 'ours', 'fast'];
  expect(calls.slice(0, 18)).toEqual(turns.flatMap((name) => [name, name]));
  expect(found.ours.median).toBeCloseTo(10);
  expect(found.others.fast!.pairs).toBe(6);
  expect(found.others.fast!.ratio.median).toBeCloseTo(0.5);
  expect(found.others.slow!.pairs).toBe(2);
  expect(found.others.slow!.ratio.median).toBeCloseTo(0.25);
});
