import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ran, SHORT } from '../testing/ran.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audiate-card-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a card tells of a sound how far to trust it, is kept beside it, and is made once', async () => {
  const out = join(folder, 'card');
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
