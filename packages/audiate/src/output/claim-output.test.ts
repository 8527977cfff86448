import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@audiate/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimOutput } from './claim-output.js';
import type { Work } from './work.js';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'audiate-claim-'));
});
afterAll(() => rm(root, { recursive: true }));

const model = { name: 'tiny', fingerprint: 'f' };
const work: Work = { command: 'render', model, targets: ['a', 'b'], settings: { seed: 0 } };

let count = 0;
/** A folder that was begun for `work` and holds files. */
async function begun(...files: string[]): Promise<string> {
  const folder = join(root, String(++count));
  await (await claimOutput(folder, work)).begin();
  for (const file of files) await writeFile(join(folder, file), 'x');
  return folder;
}

test('a claim leaves nothing until the work begins; what holds no file is free', async () => {
  const folder = join(root, 'free');
  const claim = await claimOutput(folder, work);
  await expect(readdir(folder)).rejects.toThrow('ENOENT');
  await claim.begin();
  expect(await readdir(folder)).toEqual(['audiate.json']);
  await mkdir(join(folder, 'sweep'));
  await claimOutput(folder, { ...work, command: 'top' });
});

test('the same work goes on, with more targets, too', async () => {
  const folder = await begun('a.wav');
  await claimOutput(folder, work);
  await claimOutput(folder, { ...work, targets: ['c', 'b', 'a'] });
  const stiff = claimOutput(folder, { ...work, targets: ['c', 'b', 'a'] }, { grows: false });
  await expect(stiff).rejects.toThrow(/was begun without c; choose another --out/);
});

test.each<[Partial<Work>, RegExp]>([
  [{ command: 'card' }, /was made by audiate render/],
  [{ settings: { seed: 1 } }, /has --seed 0, now 1; choose another --out, or --force to begin anew$/],
  [{ settings: { seed: 0, learningRate: 2 } }, /has --learning-rate not given, now 2/],
  [{ model: { name: 'tinyB', fingerprint: 'g' } }, /was begun for the model "tiny"/],
  [{ model: { name: 'tiny', fingerprint: 'g' } }, /was begun for another model "tiny"/],
  [{ targets: ['a'] }, /has b, which is not asked for now/],
])('another work is refused: %j', async (other, message) => {
  const claim = claimOutput(await begun('a.wav'), { ...work, ...other });
  await expect(claim).rejects.toThrow(message);
  await expect(claim).rejects.toThrow(InputError);
});

test('files of nobody, and a damaged record of the work, are refused', async () => {
  const folder = join(root, 'notes');
  await mkdir(folder);
  await writeFile(join(folder, 'notes.txt'), '');
  await expect(claimOutput(folder, work)).rejects.toThrow(
    /holds "notes\.txt", which no command of audiate says is its own/,
  );
  await writeFile(join(folder, 'audiate.json'), '{ "format": 1, "targets": [3] }');
  await expect(claimOutput(folder, work)).rejects.toThrow(
    /audiate\.json" is damaged; choose another --out, or --force/,
  );
});

test('force removes what audiate left, and nothing else', async () => {
  const trio = ['a.wav', 'a.png', 'a.json'];
  const saved = ['audio-0.wav', 'audio-0.png', 'recipe.json'];
  const mine = ['mine.wav', 'mine.json', 'notes.txt'];
  const folder = await begun(...trio, ...saved, 'index.html', 'unfinished-a.state', ...mine);
  await (await claimOutput(join(folder, 'seed-0'), work)).begin();
  await writeFile(join(folder, 'seed-0', 'index.html'), '');
  await mkdir(join(folder, 'songs'));
  await claimOutput(folder, { ...work, settings: {} }, { force: true });
  expect((await readdir(folder)).sort()).toEqual(['mine.json', 'mine.wav', 'notes.txt', 'seed-0', 'songs']);
  expect(await readdir(join(folder, 'seed-0'))).toEqual([]);
});
