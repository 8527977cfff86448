import { readFileSync } from 'node:fs';
import { InputError } from '@audiate/protocol';
import { decode } from 'fast-png';
import { expect, test } from 'vitest';
import { decodeWav } from '../wav/decode.js';
import { picture } from './picture.js';

const sampleRate = 16_000;
const PLOT = { left: 116, right: 1_076 };
const [PAPER, INK, WAVE, HEARD] = [240, 241, 244, 245];

function pixelsOf(png: Uint8Array) {
  const { width, height, data } = decode(png, { checkCrc: true });
  expect([width, height]).toEqual([1_200, 640]);
  return (x: number, y: number) => data[y * width + x]!;
}

const isColor = (index: number) => index < 240;

/** First and last row of the spectrogram, found by its colours. */
function spectrogramRows(at: (x: number, y: number) => number): [number, number] {
  const rows = Array.from({ length: 640 }, (_, y) => y).filter((y) => isColor(at(PLOT.left + 3, y)));
  return [rows[0]!, rows[rows.length - 1]!];
}

test.each([1_000, 4_000, 7_000])('a sine at %i Hz is brightest at that height of the frequency axis', (hertz) => {
  const audio = Float32Array.from({ length: 16_384 }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / sampleRate));
  const at = pixelsOf(picture(audio, { sampleRate, title: 'a sine' }));
  const [top, bottom] = spectrogramRows(at);
  const column = Array.from({ length: bottom - top + 1 }, (_, i) => at(600, top + i));
  const loudest = Math.max(...column);
  const middle = (column.indexOf(loudest) + column.lastIndexOf(loudest) + 1) / 2;
  expect(Math.abs((1 - middle / column.length) * 8_000 - hertz)).toBeLessThan(8_000 / column.length);
  const marks = Array.from({ length: bottom - top + 1 }, (_, i) => bottom - i).filter(
    (y) => at(PLOT.left - 4, y) === INK,
  );
  expect(marks.length).toBe(9);
  expect(Math.abs(marks[hertz / 1_000]! + 0.5 - (top + middle))).toBeLessThanOrEqual(1);
});

test('a click is at its time in both plots', () => {
  const audio = new Float32Array(16_000);
  audio[4_000] = 0.5;
  const at = pixelsOf(picture(audio, { sampleRate }));
  const [top] = spectrogramRows(at);
  const expected = PLOT.left + 0.25 * (PLOT.right - PLOT.left);
  const columns = Array.from({ length: PLOT.right - PLOT.left }, (_, i) => PLOT.left + i);
  const loudest = Math.max(...columns.map((x) => at(x, top + 20)));
  const bright = columns.filter((x) => at(x, top + 20) === loudest);
  expect(Math.abs((bright[0]! + bright[bright.length - 1]! + 1) / 2 - expected)).toBeLessThan(2);
  const tall = columns.filter((x) => at(x, 455) === WAVE);
  expect(tall.length).toBeGreaterThan(0);
  for (const x of tall) expect(Math.abs(x - expected)).toBeLessThanOrEqual(1);
});

test('a lane is drawn below the spectrogram: a bar as high as it is probable at its time, and its token', () => {
  const audio = Float32Array.from({ length: 16_000 }, (_, i) => Math.sin(i));
  const segments = [{ token: 'AH', start: 0.25, end: 0.5, probability: 0.5 }];
  const lanes = [1, 2].map((n) => ({ name: `model ${n}`, segments }));
  const { width, height, data } = decode(picture(audio, { sampleRate, lanes }));
  expect([width, height]).toEqual([1_200, 640 + 2 * 98]);
  const heard = [...data.entries()]
    .filter(([, index]) => index === HEARD)
    .map(([i]) => [i % width, Math.floor(i / width)]);
  const [xs, ys] = [0, 1].map((axis) => [...new Set(heard.map((at) => at[axis]!))]) as [number[], number[]];
  const across = PLOT.right - PLOT.left;
  expect([Math.min(...xs), Math.max(...xs) + 1]).toEqual([PLOT.left + across / 4, PLOT.left + across / 2]);
  expect(ys.length).toBe(22);
  expect(heard.length).toBe((across / 4) * 22);
  const plain = pixelsOf(picture(audio, { sampleRate }));
  const [top, bottom] = spectrogramRows(plain);
  expect(ys[0]!).toBeGreaterThan(bottom);
  for (const x of [200, 600]) expect(data[top * width + x]).toBe(plain(x, top));
});

test('refuses lanes that do not fit the audio', () => {
  const lanes = [{ name: 'a', segments: [{ token: 'AH', start: 0, end: 2, probability: 1 }] }];
  expect(() => picture(new Float32Array(16_000), { sampleRate, lanes })).toThrow(/^end of segment 0 of lane "a"/);
});

test('nothing is cut at the edges of the sheet, with long titles and wide labels', () => {
  const loud = Float32Array.from({ length: 777 }, (_, i) => 1.3e-5 * Math.sin(i));
  const long = 'a very long title '.repeat(20);
  for (const rate of [8_000, 192_000]) {
    const at = pixelsOf(picture(loud, { sampleRate: rate, title: long, subtitle: long }));
    const edge = [
      ...Array.from({ length: 1_200 }, (_, x) => [at(x, 0), at(x, 639)]),
      ...Array.from({ length: 640 }, (_, y) => [at(0, y), at(1_199, y)]),
    ];
    expect(new Set(edge.flat())).toEqual(new Set([PAPER]));
  }
});

test('draws speech, silence, a constant, one sample and 0.05 s', () => {
  const speech = decodeWav(readFileSync('fixtures/speech/cards/001.wav')).channels[0]!;
  const colors = (audio: Float32Array) => {
    const at = pixelsOf(picture(audio, { sampleRate }));
    return new Set(Array.from({ length: 900 }, (_, i) => at(PLOT.left + 3 + i, 200))).size;
  };
  expect(colors(speech)).toBeGreaterThan(100);
  expect(colors(speech.subarray(3_000, 3_800))).toBeGreaterThan(50);
  expect(colors(new Float32Array(16_000))).toBe(1);
  expect(colors(new Float32Array(800).fill(-3e30))).toBeGreaterThan(1);
  expect(colors(Float32Array.of(0.5))).toBe(1);
});

test('refuses what is not audio', () => {
  expect(() => picture(new Float32Array(0), { sampleRate })).toThrow(InputError);
  expect(() => picture(Float32Array.of(Number.NaN), { sampleRate })).toThrow(InputError);
  expect(() => picture(Float32Array.of(1), { sampleRate: 0 })).toThrow('sampleRate');
});
