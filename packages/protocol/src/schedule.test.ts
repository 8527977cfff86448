import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkSchedule, type Schedule, scaleSchedule, scheduleAt } from './schedule.js';

test('a number stays; linear and cosine run from one value to the other over a share of the steps', () => {
  expect(scheduleAt(3, 5, 10)).toBe(3);
  expect(scheduleAt({ from: 0, to: 10 }, 5, 10)).toBe(5);
  expect(scheduleAt({ from: 0, to: 10, over: 0.5 }, 5, 10)).toBe(10);
  expect(scheduleAt({ from: 1, to: 0, shape: 'cosine' }, 5, 10)).toBeCloseTo(0.5, 12);
  expect(scheduleAt({ from: 1, to: 0, shape: 'cosine' }, 1, 10)).toBeGreaterThan(0.97);
});

/** Made by tools/goldens/loop.py from torch.optim.lr_scheduler and numpy.interp. */
const { steps, schedules } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../fixtures/goldens/loop.json'), 'utf8'),
) as { steps: number; schedules: Record<string, number[]> };

test.each<[string, Schedule]>([
  ['linear', { from: 0.005, to: 0.001, over: 0.5 }],
  ['cosine', { from: 0.005, to: 0.00025, shape: 'cosine' }],
  ['exponential', { from: 0.005, to: 0.00005, shape: 'exponential' }],
  ['hold', { points: [[0, 0.005], [0.25, 0.0005], [0.75, 0.00005]], shape: 'hold' }], // biome-ignore format: pairs
  ['points', { points: [[0.1, 1], [0.35, -2], [0.8, 3]] }], // biome-ignore format: pairs
  ['warmup', { warmup: 4, schedule: { from: 0.005, to: 0.00025, shape: 'cosine' } }],
])('%s gives what PyTorch or numpy gives', (name, schedule) => {
  expect(checkSchedule('rate', schedule)).toBe(schedule);
  expect(schedules[name]).toHaveLength(steps);
  for (const [step, expected] of schedules[name]!.entries()) {
    expect(scheduleAt(schedule, step, steps)).toBeCloseTo(expected, 12);
    expect(scheduleAt(scaleSchedule(schedule, -2), step, steps)).toBeCloseTo(-2 * expected, 12);
    expect(scheduleAt(scaleSchedule(schedule, 0), step, steps)).toBeCloseTo(0, 12);
  }
});

test('points are met, joined by half a cosine where asked for', () => {
  const schedule: Schedule = { points: [[0, 1], [0.5, 3], [1, 0]], shape: 'cosine' }; // biome-ignore format: pairs
  expect([0, 25, 50, 75, 100].map((step) => scheduleAt(schedule, step, 100))).toEqual([
    1,
    2,
    3,
    expect.closeTo(1.5, 12),
    0,
  ]);
});

test('a warm-up longer than the render only rises', () => {
  const schedule: Schedule = { warmup: 9, schedule: { from: 1, to: 0 } };
  expect([0, 1, 2, 3].map((step) => scheduleAt(schedule, step, 4))).toEqual([0.1, 0.2, 0.3, 0.4]);
});

test.each([
  [{ from: Number.NaN, to: 0 }, /weight\.from must be a finite number, got NaN/],
  [{ from: 0, to: 1, over: 0 }, /weight\.over must be a finite number above 0 and at most 1, got 0/],
  [{ from: 0, to: 1, shape: 'step' }, /unknown weight\.shape "step"; choose from linear, cosine, exponential/],
  [{ from: 1, to: 0, shape: 'exponential' }, /weight is exponential and must run between two numbers of one sign/],
  ['fast', /weight must be a finite number, got "fast"/],
  [{ points: [] }, /weight\.points must be 1 to 1000 pairs \[fraction, value\], got an array of 0/],
  [{ points: [3] }, /weight\.points\[0\] must be a pair \[fraction, value\], got 3/],
  [{ points: [[0.5, 1], [0.5, 2]] }, /fraction of weight\.points\[1\] must be .* above 0\.5 and at most 1, got 0\.5/], // biome-ignore format: pairs
  [{ points: [[0, 'a']] }, /value of weight\.points\[0\] must be a finite number, got "a"/],
  [{ warmup: 0.5, schedule: 1 }, /weight\.warmup must be a whole number at least 1, got 0\.5/],
  [
    { warmup: 2, schedule: { warmup: 2, schedule: 1 } },
    /weight\.schedule must not have "warmup"; choose from from, to/,
  ],
  [{ from: 0, to: 1, shapes: 'cosine' }, /weight must not have "shapes"; do you mean shape\?/],
  [{ points: [[0, 1]], over: 1 }, /weight must not have "over"; choose from points, shape|do you mean/],
  [{ warmup: 2, schedule: 1, over: 1 }, /weight must not have "over"/],
])('refuses %j', (schedule, message) => {
  expect(() => checkSchedule('weight', schedule as never)).toThrow(message);
});
