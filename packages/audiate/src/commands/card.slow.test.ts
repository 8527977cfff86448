import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ran, SHORT } from '../testing/ran.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audiate-card-'));
});
afterAll(() => rm(folder, { recursive: true }));

const SPEECH = fileURLToPath(new URL('../../../wav2vec2-tiny/evaluation/flite-awb.wav', import.meta.url));

test('with speech and a judge it tells where a sound stands and who hears it', async () => {
  const out = join(folder, 'card');
  const argv = ['card', 'tiny', 'logit:IY', 'encoder.2:5', '--out', out, '--seeds', '2', ...SHORT];
  const { code, out: lines, err } = await ran(...argv, '--clips', SPEECH, '--judge', 'tinyB');
  expect([code, err]).toEqual([0, []]);
  const text = lines.join('\n');
  expect(text).toMatch(/(^|\n)logit\(IY\) {2}\S+logit-iy\.wav\n {2}verdict {2,}\S/);
  for (const fact of ['judge tinyB', 'distance to speech', 'score of plain ascent', 'over seeds']) {
    expect(text.split(`\n  ${fact} `)).toHaveLength(3);
  }
  const page = await readFile(join(out, 'card.html'), 'utf8');
  for (const file of ['logit-iy.wav', 'channel-encoder-2-5.wav']) expect(page).toContain(file);
  // Of the same sounds less is asked: less is told.
  const bare = await ran('card', 'tiny', '--of', out, '--no-ascent');
  expect(bare.code).toBe(0);
  expect(bare.out.join('\n')).not.toContain('distance to speech');
});

test('a card tells of a sound how far to trust it, is kept beside it, and is made once', async () => {
  const out = join(folder, 'once');
  const argv = ['card', 'tiny', 'logit:IY', '--out', out, '--no-ascent', ...SHORT];
  const { code, out: lines, err } = await ran(...argv);
  expect([code, err]).toEqual([0, []]);
  expect(lines.slice(0, 2).join('\n')).toMatch(/^logit\(IY\) {2}\S+logit-iy\.wav\n {2}verdict {2,}\S/);
  expect(lines.at(-1)).toBe(`open ${join(out, 'card.html')} and listen`);
  expect(await readFile(join(out, 'card.html'), 'utf8')).toContain('logit-iy.wav');
  const kept = await readFile(join(out, 'card.json'), 'utf8');
  const again = await ran('card', 'tiny', '--of', out, '--no-ascent', '--json');
  expect(again.out.map((line) => JSON.parse(line).target)).toEqual(['logit(IY)']);
  expect(await readFile(join(out, 'card.json'), 'utf8')).toBe(kept);
  expect((await ran('card', 'tinyB', '--of', out)).err.join()).toMatch(/was made on "tiny", not on tinyB$/);
});
