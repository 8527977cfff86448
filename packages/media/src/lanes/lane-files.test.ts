import { expect, test } from 'vitest';
import { checkFileNames } from '../file-names.js';
import { laneFiles } from './lane-files.js';

const segments = [{ token: 'HH', start: 0, end: 0.5, probability: 1 }];
const named = (...names: string[]) => [
  ...laneFiles(
    'audio',
    names.map((name) => ({ name, segments })),
    1,
  ).keys(),
];

test('a TextGrid of all lanes, and a label file of each', () => {
  expect(named('tiny', 'tinyB')).toEqual(['audio.TextGrid', 'audio.tiny.txt', 'audio.tinyB.txt']);
  expect(named()).toEqual([]);
});

test('every name of a lane makes a plain name of a file that no other lane has', () => {
  const files = named(
    'facebook/wav2vec2',
    '../../etc',
    'Tiny',
    'tiny',
    'tiny',
    'a-2',
    'a',
    'A',
    '',
    '日本',
    'x'.repeat(300),
  );
  checkFileNames(files);
  expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(12);
  expect(files).toContain('audio.facebook-wav2vec2.txt');
});
