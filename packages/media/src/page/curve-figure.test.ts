import { expect, test } from 'vitest';
import { curveFigure } from './curve-figure.js';

const pathOf = (html: string) => /<path d="([^"]*)"/.exec(html)?.[1];
const curve = (...scores: number[]) => scores.map((score, step) => ({ step, score }));

test('rises from left to right', () => {
  const html = curveFigure(curve(0, 1, 2), 'x');
  expect(pathOf(html)).toBe('M0,94.64L320,50L640,5.36');
  expect(html).toContain('aria-label="Score of x over steps 0 to 2: from 0 to 2"');
});

test('a score that is not finite is a gap; a point alone is a dash', () => {
  expect(pathOf(curveFigure(curve(0, 1, Number.NaN, 1, Number.POSITIVE_INFINITY), 'x'))).toMatch(
    /^M0,\S+L213\.3,\S+M635,\S+h10$/,
  );
  expect(pathOf(curveFigure(curve(5), 'x'))).toBe('M315,50h10');
});

test('equal scores lie in the middle', () => {
  expect(pathOf(curveFigure(curve(-7, -7), 'x'))).toBe('M0,50L640,50');
});

test('without a finite score there is no figure', () => {
  expect(curveFigure([], 'x')).toBe('');
  expect(curveFigure(curve(Number.NaN), 'x')).toBe('');
});
