import { expect, test } from 'vitest';
import { overUnits, relativeScore } from './over-units.ts';

const units = [
  { clean: 10, noise: 2, mean: 0.75, worst: 0.5, each: { room: 0.5, telephone: 1 } },
  { clean: 5, noise: 0, mean: 0.4, worst: -0.2, each: { room: 1, telephone: -0.2 } },
];

test('is the mean under each transform and over all, and the worst', () => {
  const found = overUnits(units);
  expect(found.byTransform.room).toBeCloseTo((0.5 + 1) / 2);
  expect(found.byTransform.telephone).toBeCloseTo((1 - 0.2) / 2);
  expect(found.mean).toBeCloseTo((0.5 + 1 + 1 - 0.2) / 4);
  expect(found.worst).toBeCloseTo(-0.2);
});

test('what was trained on is told, but does not count', () => {
  const found = overUnits(units, ['telephone']);
  expect(found.byTransform.telephone).toBeCloseTo(0.4);
  expect(found.mean).toBeCloseTo(0.75);
  expect(found.worst).toBeCloseTo(0.5);
});

test('the relative score compares unit by unit', () => {
  const others = units.map((unit) => ({ ...unit, clean: unit.noise + 2 * (unit.clean - unit.noise) }));
  expect(relativeScore(units, others)).toBeCloseTo(0.5);
});
