import { expect, test } from 'vitest';
import type { Row } from './row.ts';
import { summaryOf, tableOf } from './summary.ts';

const row: Row = {
  setting: 'standard',
  target: 'IY',
  kind: 'phone',
  seed: 1,
  steps: 64,
  score: 12,
  natural: 10,
  reachedAt: 8,
  secondsPerStep: 0.1,
  retention: { mean: 0.96, worst: 0.9, worstOf: 'reverb 0.3 s' },
  energyWithin150ms: 0.4,
  density: 0.5,
  slopeDbPerOctave: -4,
  energyBelow50Hz: 0,
  peak: 0.9,
  judged: { partner: 1 },
};
const late: Row = { ...row, target: 'AA', score: 8, reachedAt: null, judged: { partner: 0 } };
const word: Row = { ...row, kind: 'word', target: 'Y EH S', natural: null, reachedAt: null, judged: { partner: 0.5 } };
const unit: Row = {
  ...row,
  kind: 'unit',
  target: 'conv.0:1',
  retention: { ...row.retention, worst: 0.1 },
  peak: 3,
  judged: {},
};

test('counts, medians and shares, each over the rows that it can be told of', () => {
  const summary = summaryOf([row, late, word, unit], [row]);
  expect(summary).toMatchObject({
    targets: '4',
    'natural by 24 steps': '0.67',
    'score ÷ natural': '1.20',
    '÷ undamped': '1.00',
    'worst ≥ .85': '0.75',
    'peak > 1': '0.25',
    'phones, partner': '0.50',
    'word error, partner': '0.50',
  });
});

test('a table has the settings in order, and compares with the first', () => {
  const clean = { ...row, setting: 'clean', score: 6 };
  const lines = tableOf([clean, row], ['standard', 'clean', 'strong']).split('\n');
  expect(lines).toHaveLength(4);
  expect(lines[2]).toMatch(/^\| standard \|/);
  expect(lines[3]).toMatch(/^\| clean \| 1 \|.*\| 0\.50 \|/);
});
