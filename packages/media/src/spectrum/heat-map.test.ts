import { expect, test } from 'vitest';
import { COLOR_COUNT } from './color-map.js';
import { heatMap } from './heat-map.js';

const sampleRate = 16_000;
const size = { sampleRate, columns: 200, rows: 160 };
const brightest = COLOR_COUNT - 1;

test.each([100, 1_000, 4_321, 7_900])('a sine at %i Hz is brightest in its row', (hertz) => {
  const audio = Float32Array.from({ length: 16_000 }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / sampleRate));
  const { pixels, topDb, bottomDb } = heatMap(audio, size);
  expect([topDb, bottomDb]).toEqual([10 * Math.ceil(topDb / 10), topDb - 80]);
  const column = Array.from({ length: size.rows }, (_, row) => pixels[row * size.columns + 100]!);
  const row = column.indexOf(Math.max(...column));
  const hertzPerRow = sampleRate / 2 / size.rows;
  expect(Math.abs((size.rows - row - 0.5) * hertzPerRow - hertz)).toBeLessThanOrEqual(hertzPerRow);
});

test.each([800, 16_000, 1_600_000])('one click in %i samples is seen, where it is', (samples) => {
  const audio = new Float32Array(samples);
  const at = Math.floor(0.733 * samples);
  audio[at] = 1;
  const { pixels } = heatMap(audio, size);
  const row = Array.from(pixels.subarray(0, size.columns));
  const loudest = Math.max(...row);
  // A window's top is flat in 240 colours: its middle counts.
  const middle = (row.indexOf(loudest) + row.lastIndexOf(loudest) + 1) / 2;
  expect(loudest).toBeGreaterThan(0.5 * brightest);
  expect(Math.abs(middle - 0.733 * size.columns)).toBeLessThanOrEqual(1);
});

test('silence is the softest colour of a scale that ends at 0 dB', () => {
  const { pixels, topDb, bottomDb } = heatMap(new Float32Array(100), size);
  expect([topDb, bottomDb]).toEqual([0, -80]);
  expect(new Set(pixels)).toEqual(new Set([0]));
});

test('the scale follows the level by tens', () => {
  const noise = Float32Array.from({ length: 4_000 }, (_, i) => Math.sin(i * i));
  const { topDb, pixels } = heatMap(noise, size);
  const softer = heatMap(
    noise.map((v) => v / 1_000),
    size,
  );
  expect(softer.topDb).toBe(topDb - 60);
  expect(Math.max(...pixels)).toBeGreaterThan((7 / 8) * brightest - 1);
});
