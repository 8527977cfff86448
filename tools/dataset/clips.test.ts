import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeWav } from '@audiate/media';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { spokenClips } from './clips.ts';
import { allClips, phoneLanes } from './look-up.ts';

const facts = {
  engine: 'espeak',
  voice: 'f1',
  sex: 'female',
  text: 'a pot',
  phones: [
    ['AH', 0, 0.1],
    ['P', 0.1, 0.2],
  ],
};
const samples = Float32Array.from({ length: 3200 }, (_, i) => Math.sin(i / 9) / 2);
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'corpus-'));
  writeFileSync(join(folder, '0000.wav'), encodeWav(samples, { sampleRate: 16_000 }));
  writeFileSync(join(folder, 'manifest.jsonl'), `${JSON.stringify({ file: '0000.wav', ...facts })}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a spoken clip has its sound and what its engine says', () => {
  expect(spokenClips(folder)).toEqual([{ file: '0000.wav', ...facts, samples }]);
});

test('what is scanned is recorded clips and then spoken ones, whose phones are told by their names', async () => {
  const files: string[] = [];
  for await (const { file, label, transcript } of allClips(folder)) {
    files.push(file);
    if (files.length === 11) expect([label, transcript]).toEqual(['f1', 'a pot']);
  }
  expect(files).toHaveLength(11);
  expect(files.at(-1)).toBe('spoken/0000.wav');
  const lanes = phoneLanes(spokenClips(folder));
  expect(lanes(files[0]!)).toEqual([]);
  expect(lanes('spoken/0000.wav')).toEqual([
    {
      name: 'phones, as espeak tells',
      labels: true,
      segments: [
        { token: 'AH', start: 0, end: 0.1, probability: 1 },
        { token: 'P', start: 0.1, end: 0.2, probability: 1 },
      ],
    },
  ]);
});
