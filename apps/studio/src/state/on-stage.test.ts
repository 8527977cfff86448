import { expect, test } from 'vitest';
import { START } from './form.js';
import { onStage } from './on-stage.js';
import { NO_RUN } from './run.js';

const other = { ...START, steps: 7, target: { kind: 'unit', layer: 'encoder.1', unit: 17 } } as const;

test('a sound stands under its own unit, whatever is chosen after it', () => {
  const run = { phase: 'ended', scores: [1], form: START } as const;
  expect(onStage(run, START)).toEqual({ form: START });
  expect(onStage(run, other)).toEqual({ form: START, next: 'encoder.1:17' });
  expect(onStage({ ...run, phase: 'climbing' }, other)).toEqual({ form: START, next: 'encoder.1:17' });
});

test('before the first sound the chosen unit stands there', () => {
  expect(onStage(NO_RUN, other)).toEqual({ form: other });
});
