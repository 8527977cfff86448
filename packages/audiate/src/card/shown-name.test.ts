import { expect, test } from 'vitest';
import { shownName } from './shown-name.js';

test.each([
  // A folder, alone and among others.
  ['speaker 1/a.wav', ['/home/me/recordings'], 'speaker 1/a.wav'],
  ['/home/me/recordings/speaker 1/a.wav', ['/home/me/recordings/', '/home/me/more'], 'speaker 1/a.wav'],
  ['/home/me/more/b.wav', ['/home/me', '/home/me/more'], 'b.wav'],
  // Files.
  ['/home/me/a.wav', ['/home/me/a.wav'], 'a.wav'],
  ['../../me/a.wav', ['../../me/a.wav'], 'a.wav'],
  ['C:\\Users\\me\\a.wav', ['C:\\Users\\me\\a.wav'], 'a.wav'],
  // Patterns.
  ['/home/me/speech/s1/a.flac', ['/home/me/speech/**/*.flac'], 's1/a.flac'],
  ['/home/me/speech/a.flac', ['/home/*/speech/*.flac'], 'me/speech/a.flac'],
  // Manifests.
  ['clips/a.wav', ['/home/me/list.csv'], 'clips/a.wav'],
  ['/home/me/other/a.wav', ['/data/list.csv'], 'a.wav'],
  ['/data/list.csv:/home/me/a.wav', ['/data/list.csv', '/data/more'], 'a.wav'],
  ['x/list.csv:/home/me/a.wav', ['/data/**/list.csv'], 'a.wav'],
  ['/data/list.csv:clips/a.wav', ['/data/list.csv', '/data/more'], 'clips/a.wav'],
  // Shards.
  ['0000.parquet#7', ['/data/0000.parquet'], '0000.parquet#7'],
  ['/data/0000.parquet#7', ['/data/0000.parquet', '/data/0001.parquet'], '0000.parquet#7'],
  ['https://host/a.wav', ['https://host/a.wav?token=secret'], 'https://host/a.wav'],
])('%s of %j is shown as %s', (file, sources, name) => {
  expect(shownName(file, sources)).toBe(name);
});
