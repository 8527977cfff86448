import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Lane } from './lane.js';
import { textGrid } from './text-grid.js';

const read = (name: string) => readFileSync(`fixtures/text-grid/${name}`, 'utf8');
const { lanes, seconds } = JSON.parse(read('case.json')) as { lanes: Lane[]; seconds: number };

test('is what Praat itself writes, byte for byte (tools/goldens/text_grid.py)', () => {
  expect(textGrid(lanes, seconds)).toBe(read('praat.TextGrid'));
});

test('covers the whole sound without gaps, however times were rounded', () => {
  const hop = 320 / 16_000;
  const segments = Array.from({ length: 40 }, (_, i) => ({
    token: `t${i}`,
    start: 0.1 + 0.7 * i * hop,
    end: 0.1 + 0.7 * (i + (i % 3 ? 1 : 0.4)) * hop,
    probability: 1,
  }));
  const end = segments.at(-1)!.end;
  const text = textGrid([{ name: 'a', segments }], end);
  const times = [...text.matchAll(/^ {12}xm(?:in|ax) = (\S+) $/gm)].map(([, time]) => time!);
  expect(times[0]).toBe('0');
  expect(Number(times.at(-1))).toBeCloseTo(end, 9);
  for (let i = 1; i < times.length; i++) {
    if (i % 2) expect(Number(times[i])).toBeGreaterThan(Number(times[i - 1]));
    else expect(times[i]).toBe(times[i - 1]);
  }
  expect(text.match(/text = "t\d+"/g)).toHaveLength(40);
});

test('line breaks stay within their line', () => {
  const segments = [{ token: 'a\nb\r\tc\u0000', start: 0, end: 1, probability: 1 }];
  expect(textGrid([{ name: 'x\ny', segments }], 1)).toContain('text = "a b  c " \n');
});
