import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { checkFileNames } from './file-names.js';

test('plain names pass', () => {
  expect(() =>
    checkFileNames(['audio.wav', 'encoder.1-17 (2).png', 'ʃ.wav', '.hidden', 'constant.json']),
  ).not.toThrow();
});

test.each([
  ['', 'is empty'],
  ['../a', 'is a path'],
  ['/etc/passwd', 'is a path'],
  ['a\\b', 'is a path'],
  ['..', 'is a path'],
  ['.', 'is a path'],
  ['C:a', 'holds a character'],
  ['a\0.wav', 'holds a character'],
  ['a\n', 'holds a character'],
  ['a\ud800', 'holds a character'],
  ['a?', 'holds a character'],
  ['a.', 'ends with a dot'],
  ['NUL.wav', 'a device on Windows'],
  ['com1', 'a device on Windows'],
  ['LPT².txt', 'a device on Windows'],
  ['con .json', 'a device on Windows'],
  ['CONIN$', 'a device on Windows'],
  ['ʃ'.repeat(101), 'longer than 200 bytes'],
])('%j is refused', (name, reason) => {
  expect(() => checkFileNames(['fine.wav', name])).toThrow(InputError);
  expect(() => checkFileNames(['fine.wav', name])).toThrow(reason);
});

test('names that differ by case or composition alone are refused', () => {
  expect(() => checkFileNames(['A.wav', 'a.WAV'])).toThrow('"A.wav" and "a.WAV" are one name on some disks');
  expect(() => checkFileNames(['\u00e9', 'e\u0301'])).toThrow(InputError);
});
