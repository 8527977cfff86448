import { decode } from 'fast-png';
import { expect, test } from 'vitest';
import { canvas } from './canvas.js';
import { drawText, fitText, type TextLayout } from './text.js';

/** What a text looks like, `#` for ink. */
function drawn(text: string, layout: TextLayout, width: number, height: number): string[] {
  const sheet = canvas(width, height);
  drawText(sheet, text, layout);
  const { data } = decode(sheet.toPng());
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => (data[y * width + x] === 241 ? '#' : '.')).join(''),
  );
}

const LETTER_F = [
  '..........',
  '..........',
  '..........',
  '.########.',
  '.##.......',
  '.##.......',
  '.##.......',
  '.##.......',
  '.##.......',
  '.######...',
  '.##.......',
  '.##.......',
  '.##.......',
  '.##.......',
  '.##.......',
  '.##.......',
  '..........',
  '..........',
  '..........',
  '..........',
];

test('draws a letter as the font has it', () => {
  expect(drawn('F', { x: 0, y: 10 }, 10, 20)).toEqual(LETTER_F);
});

test('turned text reads from bottom to top', () => {
  const turned = LETTER_F[0]!.split('').map((_, x) => LETTER_F.map((row) => row[9 - x]).join(''));
  expect(drawn('F', { x: 10, y: 10, turned: true }, 20, 10)).toEqual(turned);
});

test('aligns by start, middle and end', () => {
  const left = (layout: TextLayout) => Math.min(...drawn('FF', layout, 60, 20).map((row) => `${row}#`.indexOf('#')));
  expect(left({ x: 30, y: 10 })).toBe(31);
  expect(left({ x: 30, y: 10, align: 'middle' })).toBe(21);
  expect(left({ x: 30, y: 10, align: 'end' })).toBe(11);
});

test('has every printable ASCII character, and phonetic ones, each another', () => {
  const characters = [...Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)), ...'éßʃəŋɹθλЖ…'];
  const shapes = characters.map((character) => drawn(character, { x: 0, y: 10 }, 10, 20).join(''));
  expect(new Set(shapes).size).toBe(characters.length);
  expect(shapes.every((shape) => shape.includes('#'))).toBe(true);
});

test('a character that is not there is U+FFFD, an accent goes onto its letter, a line break is a space', () => {
  const at = { x: 0, y: 10 };
  expect(drawn('漢', at, 10, 20)).toEqual(drawn('\ufffd', at, 10, 20));
  const letter = drawn('ɛ', at, 20, 20);
  const accented = drawn('ɛ\u0303', at, 20, 20);
  const ink = (rows: string[]) => rows.join('').replaceAll('.', '').length;
  expect(ink(accented)).toBeGreaterThan(ink(letter));
  expect(accented.every((row) => row.slice(10) === '.'.repeat(10))).toBe(true);
  expect(drawn('e\u0301\nx', at, 30, 20)).toEqual(drawn('é x', at, 30, 20));
});

test('text is cut to the width with "..."', () => {
  expect(fitText('0123456789', 100)).toBe('0123456789');
  expect(fitText('0123456789a', 100)).toBe('0123456...');
  expect(fitText('ɛ\u0303ɛ\u0303ɛ\u0303ɛ\u0303', 40)).toBe('ɛ\u0303ɛ\u0303ɛ\u0303ɛ\u0303'.normalize('NFC'));
});
