import { expect, test } from 'vitest';
import { COLOR_COUNT, COLOR_STOPS, colorMap, type Rgb } from './color-map.js';

/** CIE L*a*b* of an sRGB colour under D65 (IEC 61966-2-1, CIE 15). */
function lab(rgb: Rgb): [number, number, number] {
  const [r, g, b] = rgb.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4)) as [
    number,
    number,
    number,
  ];
  const f = (t: number) => (t > (6 / 29) ** 3 ? Math.cbrt(t) : t / (3 * (6 / 29) ** 2) + 4 / 29);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

test('starts and ends at its stops, one colour a level', () => {
  const colors = colorMap();
  const hex = (color: Rgb) => color.map((v) => v.toString(16).padStart(2, '0')).join('');
  expect(colors.length).toBe(COLOR_COUNT);
  expect(hex(colors[0]!)).toBe(COLOR_STOPS[0]);
  expect(hex(colors[COLOR_COUNT - 1]!)).toBe(COLOR_STOPS[15]);
});

test('gets lighter by near-equal steps: perceptually uniform', () => {
  const lightness = colorMap().map((color) => lab(color)[0]);
  const span = lightness[COLOR_COUNT - 1]! - lightness[0]!;
  expect(span).toBeGreaterThan(95);
  for (let i = 20; i < COLOR_COUNT; i++) {
    // Over a twelfth of the map: single steps are at the mercy of 8 bits.
    const rise = (lightness[i]! - lightness[i - 20]!) / (span * (20 / (COLOR_COUNT - 1)));
    expect(rise, `up to ${i}`).toBeGreaterThan(0.7);
    expect(rise, `up to ${i}`).toBeLessThan(1.3);
  }
});
