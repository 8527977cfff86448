import { expect, test } from 'vitest';
import type { Evaluation } from '../evaluation.js';
import { verdict } from '../verdict/verdict.js';
import { evaluationFacts } from './evaluation-facts.js';
import { evaluationLines } from './evaluation-lines.js';

function evaluated(changed: Partial<Evaluation> = {}): Evaluation {
  const measured = {
    retention: { clean: 12, noise: 1, mean: 0.95, worst: 0.4, each: { 'µ-law': 1, telephone: 0.4 } },
    naturalness: {
      slopeDbPerOctave: -7,
      density: 0.88,
      energyBelow50Hz: 0.01,
      energyWithin150ms: 0.8,
      energyOutsideField: 0.3,
      mel: { distance: 5, floor: 4 },
      speech: { slopeDbPerOctave: -5.1, density: 0.3, energyBelow50Hz: 0 },
    },
    scale: { percentile: 99.95, maximum: 6, ratio: 0.83, among: 'frames' as const },
    selectivity: { rank: 2, of: 10, own: 0.9, next: 0.95 },
    path: { mean: 0.8, byLayer: {} },
    transfer: {
      a: { kind: 'token' as const, token: 'IY', heard: true, heardAnywhere: true, said: 'IY' },
      b: { kind: 'linear' as const, layer: 'encoder.1', r2: 0.1, predicted: 1, percentile: 50 },
    },
    ...changed,
  };
  const row = { density: 0.3, slopeDbPerOctave: -6 };
  return {
    ...{ item: 0, target: 'logit(IY)', verdict: verdict(measured), ...measured },
    baselines: [
      { name: 'the sound', score: 12, retention: 0.95, ...row },
      { name: 'noise', score: 1, retention: Number.NaN, ...row },
    ],
    spread: { renders: 3, mean: 11, deviation: 0.123, lowest: 10.9, highest: 12, alike: 3, diversityDb: 4 },
  };
}

const holdsOf = (evaluation: Evaluation) =>
  Object.fromEntries(
    evaluationLines(evaluation).flatMap(({ name, holds }) => (holds === undefined ? [] : [[name, holds]])),
  );

test('every figure says what it means; those that the verdict asks for say whether they hold', () => {
  const lines = evaluationLines(evaluated());
  for (const { meaning, compare = '' } of lines) {
    expect(meaning).toMatch(/^[A-Z].*\.$/);
    expect(compare).toMatch(/^$|^[A-Z\d].*\.$/);
    expect(meaning + compare).not.toMatch(/NaN|undefined/);
  }
  expect(holdsOf(evaluated())).toEqual({
    ...{ retention: false, 'among speech': true, 'rank in its layer': false, 'distance to speech': true },
    ...{ 'spectrogram density': false, 'energy below 50 Hz': true, 'path similarity': true, 'judge a': true },
  });
});

test('the checks of the verdict are those of its lines together', () => {
  for (const evaluation of [evaluated(), evaluated({ path: { mean: 0.1, byLayer: {} } })]) {
    const { checks } = evaluation.verdict;
    const holds = holdsOf(evaluation);
    const natural = ['distance to speech', 'spectrogram density', 'energy below 50 Hz'].every((name) => holds[name]);
    expect({ natural, robust: holds.retention, selective: holds['rank in its layer'] }).toEqual({
      ...{ natural: checks.natural, robust: checks.robust, selective: checks.selective },
    });
    expect([holds['among speech'], holds['path similarity'], holds['judge a']]).toEqual([
      ...[checks.excited, checks.path, checks.heard],
    ]);
  }
});

test('of a sound that does not excite nothing else is judged', () => {
  const scale = { percentile: 40, maximum: 6, ratio: 0.1, among: 'frames' as const };
  expect(holdsOf(evaluated({ scale }))).toEqual({ 'among speech': false });
  const nothing = { clean: 1, noise: 2, mean: Number.NaN, worst: Number.NaN, each: { telephone: Number.NaN } };
  const [line] = evaluationLines(evaluated({ retention: nothing }));
  expect(line).toMatchObject({ value: 'nothing to keep: noise scores as much', holds: false });
});

test('facts are the same figures after the verdict', () => {
  const evaluation = evaluated();
  expect(evaluationFacts(evaluation).slice(1)).toEqual(
    evaluationLines(evaluation).map(({ name, value }) => ({ name, value })),
  );
});
