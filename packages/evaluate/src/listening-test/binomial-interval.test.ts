import { expect, test } from 'vitest';
import { binomialInterval } from './binomial-interval.js';

// scipy 1.17: binomtest(successes, trials).proportion_ci(confidence, method='exact').
test.each([
  [0, 12, 0.95, 0, 0.26464846939705117],
  [9, 12, 0.95, 0.4281415381219003, 0.9451393554720076],
  [12, 12, 0.95, 0.7353515306029488, 1],
  [1, 1, 0.95, 0.025, 1],
  [37, 50, 0.99, 0.5526362368971116, 0.8803209983873804],
  [260, 500, 0.95, 0.475201578767938, 0.5645606410999073],
  [3, 1000, 0.9, 0.0008181753982217664, 0.00773524471848195],
  [50_000, 100_000, 0.95, 0.4968960624917999, 0.5031039375082001],
])('%i of %i at %d is as scipy computes', (successes, trials, confidence, low, high) => {
  const found = binomialInterval(successes, trials, confidence);
  expect(found[0]).toBeCloseTo(low, 9);
  expect(found[1]).toBeCloseTo(high, 9);
});

test('without trials every share is possible', () => {
  expect(binomialInterval(0, 0)).toEqual([0, 1]);
});

test.each([
  [3, 2, 0.95],
  [-1, 2, 0.95],
  [1, 1.5, 0.95],
  [1, 2, 1],
  [1, 2, Number.NaN],
])('refuses %d of %d at %d', (successes, trials, confidence) => {
  expect(() => binomialInterval(successes, trials, confidence)).toThrow(/of binomialInterval must be/);
});
