import { expect, test } from 'vitest';
import { relativeScore, retention } from './retention.ts';

const units = [
  { clean: 10, noise: 2, heldOut: { room: 6, telephone: 10 } },
  { clean: 5, noise: 0, heldOut: { room: 5, telephone: -1 } },
];

test('is the score above noise, under each transform and over all', () => {
  const found = retention(units);
  expect(found.byTransform.room).toBeCloseTo((0.5 + 1) / 2);
  expect(found.byTransform.telephone).toBeCloseTo((1 - 0.2) / 2);
  expect(found.mean).toBeCloseTo((0.5 + 1 + 1 - 0.2) / 4);
  expect(found.worst).toBeCloseTo(-0.2);
});

test('what was trained on is told, but does not count', () => {
  const found = retention(units, ['telephone']);
  expect(found.byTransform.telephone).toBeCloseTo(0.4);
  expect(found.mean).toBeCloseTo(0.75);
  expect(found.worst).toBeCloseTo(0.5);
});

test('the relative score compares unit by unit', () => {
  const others = units.map(({ clean, noise, heldOut }) => ({ clean: noise + 2 * (clean - noise), noise, heldOut }));
  expect(relativeScore(units, others)).toBeCloseTo(0.5);
});
