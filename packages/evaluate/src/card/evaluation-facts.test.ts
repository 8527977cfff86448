import { expect, test } from 'vitest';
import type { Evaluation } from '../evaluation.js';
import { evaluationFacts } from './evaluation-facts.js';

const evaluation = (floor: number): Evaluation => ({
  item: 0,
  target: 'logit(IY)',
  verdict: { words: 'excited', checks: { excited: true } },
  retention: { clean: 1, mean: 1, worst: 1, each: {} } as unknown as Evaluation['retention'],
  naturalness: {
    slopeDbPerOctave: -6,
    density: 0.3,
    energyBelow50Hz: 0,
    energyWithin150ms: 1,
    energyOutsideField: Number.NaN,
    mel: { distance: 4.26, floor },
  },
  baselines: [],
});

test.each([
  [2.94, '4.3 dB; speech to itself 2.9 dB'],
  [Number.NaN, '4.3 dB'],
])('with a distance of speech to itself of %d the distance is told as %j', (floor, told) => {
  const facts = evaluationFacts(evaluation(floor));
  expect(facts.find(({ name }) => name === 'distance to speech')?.value).toBe(told);
  expect(JSON.stringify(facts)).not.toContain('NaN');
});
