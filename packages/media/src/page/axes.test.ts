import { expect, test } from 'vitest';
import { gridLines, horizontalAxis, percent, verticalAxis } from './axes.js';

const axis = {
  min: -1,
  max: 3,
  ticks: [
    { value: 0, label: '0' },
    { value: 2, label: 'two' },
  ],
};

test('marks stand at their share of the axis, the largest value on top', () => {
  expect(percent(2, axis)).toBe('75%');
  expect(verticalAxis(axis, 'left')).toContain('y="25%" dy=".35em">two<');
  expect(verticalAxis(axis, 'right')).toContain('y="75%" dy=".35em">0<');
  expect(horizontalAxis(axis, 'step')).toContain('<text x="75%" y="18" text-anchor="middle">two</text>');
  expect(gridLines(axis)).toBe('<line x1="0" x2="100%" y1="75%" y2="75%"/><line x1="0" x2="100%" y1="25%" y2="25%"/>');
});
