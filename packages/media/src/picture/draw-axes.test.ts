import { decode } from 'fast-png';
import { expect, test } from 'vitest';
import { canvas } from './canvas.js';
import { drawFrame, drawTimeAxis, drawVerticalAxis, pixelAt } from './draw-axes.js';

const INK = 241;
const plot = { x: 100, y: 50, width: 200, height: 100 };

function sheet(draw: (on: ReturnType<typeof canvas>) => void) {
  const on = canvas(400, 220);
  draw(on);
  const { data } = decode(on.toPng());
  return (x: number, y: number) => data[y * 400 + x] === INK;
}

const range = (length: number) => Array.from({ length }, (_, i) => i);

test('a share of an axis is the pixel that holds it', () => {
  expect([0, 0.004, 0.006, 0.255, 0.5, 0.994, 1].map((share) => pixelAt(share, 100))).toEqual([
    0, 0, 0, 25, 50, 99, 99,
  ]);
});

test.each(['left', 'right'] as const)('marks of a vertical axis on the %s, the largest value on top', (side) => {
  const ticks = [0, 0.25, 1].map((value) => ({ value, label: '' }));
  const isInk = sheet((on) => drawVerticalAxis(on, plot, { min: 0, max: 1, name: '', ticks, side }));
  const x = side === 'left' ? plot.x - 3 : plot.x + plot.width + 2;
  expect(range(220).filter((y) => isInk(x, y))).toEqual([50, 125, 149]);
});

test('marks of the time axis stand below every plot, labels below the last', () => {
  const lower = { ...plot, y: 160, height: 20 };
  const isInk = sheet((on) => drawTimeAxis(on, [plot, lower], 2));
  for (const bottom of [150, 180]) {
    expect(range(400).filter((x) => isInk(x, bottom + 3))).toEqual(range(11).map((i) => plot.x + pixelAt(i / 10, 200)));
  }
  expect(range(400).some((x) => range(20).some((y) => isInk(x, 188 + y)))).toBe(true);
});

test('a frame surrounds its plot and covers none of it', () => {
  const isInk = sheet((on) => drawFrame(on, plot));
  const inked = range(220 * 400).filter((i) => isInk(i % 400, Math.floor(i / 400)));
  expect(inked.length).toBe(2 * (plot.width + plot.height) + 4);
  expect(isInk(99, 49) && isInk(300, 150)).toBe(true);
  expect(isInk(100, 50) || isInk(299, 149)).toBe(false);
});
