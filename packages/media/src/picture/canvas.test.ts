import { decode } from 'fast-png';
import { expect, test } from 'vitest';
import { canvas } from './canvas.js';

test('is paper, keeps what is filled and pasted, and cuts what leaves the sheet', () => {
  const sheet = canvas(5, 4);
  sheet.fill({ x: -3, y: 3, width: 5, height: 9 }, 'ink');
  sheet.fill({ x: 9, y: 0, width: 2, height: 2 }, 'ink');
  sheet.paste({ x: 2, y: 0, width: 2, height: 2 }, Uint8Array.of(0, 239, 1, 2));
  const { width, height, channels, data, palette } = decode(sheet.toPng());
  expect([width, height, channels]).toEqual([5, 4, 1]);
  const [paper, ink] = [240, 241];
  expect([...data]).toEqual([
    ...[paper, paper, 0, 239, paper],
    ...[paper, paper, 1, 2, paper],
    ...[paper, paper, paper, paper, paper],
    ...[ink, ink, paper, paper, paper],
  ]);
  expect(palette![paper]).toEqual([255, 255, 255]);
  expect(palette!.length).toBeLessThanOrEqual(256);
});
