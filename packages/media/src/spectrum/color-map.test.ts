import { expect, test } from 'vitest';
import { COLOR_COUNT, COLOR_STOPS, colorMap, type Rgb } from './color-map.js';

test('starts and ends at its stops, one colour a level', () => {
  const colors = colorMap();
  const hex = (color: Rgb) => color.map((v) => v.toString(16).padStart(2, '0')).join('');
  expect(colors.length).toBe(COLOR_COUNT);
  expect(hex(colors[0]!)).toBe(COLOR_STOPS[0]);
  expect(hex(colors[COLOR_COUNT - 1]!)).toBe(COLOR_STOPS[15]);
});

/** Colours of matplotlib's magma half-way between our stops, × 255. */
test.each<[number, Rgb]>([
  [8, [3, 3, 18]],
  [25, [20, 14, 54]],
  [42, [44, 17, 95]],
  [76, [100, 26, 128]],
  [93, [126, 36, 130]],
  [128, [183, 55, 121]],
  [144, [208, 65, 111]],
  [178, [246, 110, 92]],
  [213, [254, 176, 120]],
  [247, [252, 238, 176]],
])('is magma at %i of 255', (index, original) => {
  const position = (index / 255) * (COLOR_COUNT - 1);
  const [below, above] = [colorMap()[Math.floor(position)]!, colorMap()[Math.ceil(position)]!];
  original.forEach((value, k) => {
    const mixed = below[k]! + (position % 1) * (above[k]! - below[k]!);
    expect(Math.abs(mixed - value)).toBeLessThan(3.3);
  });
});

test('gets lighter all the way, in grey, too', () => {
  const luma = colorMap().map(([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b);
  for (let i = 4; i < COLOR_COUNT; i++) expect(luma[i], String(i)).toBeGreaterThan(luma[i - 4]!);
});
