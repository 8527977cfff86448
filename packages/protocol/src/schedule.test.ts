import { expect, test } from 'vitest';
import { checkSchedule, scaleSchedule, scheduleAt } from './schedule.js';

test('a number stays; linear and cosine run from one value to the other over a share of the steps', () => {
  expect(scheduleAt(3, 5, 10)).toBe(3);
  expect(scheduleAt({ from: 0, to: 10 }, 5, 10)).toBe(5);
  expect(scheduleAt({ from: 0, to: 10, over: 0.5 }, 5, 10)).toBe(10);
  expect(scheduleAt({ from: 1, to: 0, shape: 'cosine' }, 5, 10)).toBeCloseTo(0.5, 12);
  expect(scheduleAt({ from: 1, to: 0, shape: 'cosine' }, 1, 10)).toBeGreaterThan(0.97);
  expect(scheduleAt(scaleSchedule({ from: 1, to: 3 }, -2), 10, 10)).toBe(-6);
});

test.each([
  [{ from: Number.NaN, to: 0 }, /weight\.from must be a finite number, got NaN/],
  [{ from: 0, to: 1, over: 0 }, /weight\.over must be a finite number above 0 and at most 1, got 0/],
  [{ from: 0, to: 1, shape: 'step' }, /unknown weight\.shape "step"; choose from linear, cosine/],
  ['fast', /weight must be a finite number, got "fast"/],
])('refuses %j', (schedule, message) => {
  expect(() => checkSchedule('weight', schedule as never)).toThrow(message);
});
