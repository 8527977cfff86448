import { expect, test } from 'vitest';
import { energyAround } from './energy-around.js';

const sampleRate = 1000;

test('a steady sound has the stretch of its length', () => {
  expect(energyAround(new Float32Array(1000).fill(0.3), { sampleRate })).toBeCloseTo(0.3, 2);
});

test('an event has all of it, elsewhere nothing', () => {
  const click = new Float32Array(1000);
  click[700] = -1;
  expect(energyAround(click, { sampleRate, center: 690, ms: 20 })).toBe(1);
  expect(energyAround(click, { sampleRate })).toBe(0);
});

test('silence has none', () => {
  expect(energyAround(new Float32Array(10), { sampleRate })).toBeNaN();
});
