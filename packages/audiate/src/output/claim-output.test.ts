import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@audiate/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimOutput, extendOutput } from './claim-output.js';
import type { Work } from './work.js';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'audiate-claim-'));
});
afterAll(() => rm(root, { recursive: true }));

const model = { name: 'tiny', fingerprint: 'f' };
const work: Work = { command: 'render', model, targets: ['a', 'b'], settings: { seed: 0 } };

let count = 0;
/** A folder that was begun for `work` and holds the files that it lists. */
async function begun(...files: string[]): Promise<string> {
  const folder = join(root, String(++count));
  await (await claimOutput(folder, work, { files })).begin();
  await put(folder, ...files);
  return folder;
}

async function put(folder: string, ...files: string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const file of files) await writeFile(join(folder, file), 'x');
}

const files = ['a.wav', 'b.wav'];

test('a claim leaves nothing until the work begins; what holds no file is free', async () => {
  const folder = join(root, 'free');
  const claim = await claimOutput(folder, work, { files });
  await expect(readdir(folder)).rejects.toThrow('ENOENT');
  await claim.begin();
  expect(await readdir(folder)).toEqual(['audiate.json']);
  await mkdir(join(folder, 'sweep'));
  await claimOutput(folder, { ...work, command: 'top' }, { files });
});

test('the same work goes on, with more targets, too', async () => {
  const folder = await begun('a.wav');
  await claimOutput(folder, work, { files });
  await claimOutput(folder, { ...work, targets: ['c', 'b', 'a'] }, { files });
  const stiff = claimOutput(folder, { ...work, targets: ['c', 'b', 'a'] }, { files, grows: false });
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
  const claim = claimOutput(await begun('a.wav'), { ...work, ...other }, { files });
  await expect(claim).rejects.toThrow(message);
  await expect(claim).rejects.toThrow(InputError);
});

test('files of nobody, and a damaged record of the work, are refused', async () => {
  const folder = join(root, 'notes');
  await put(folder, 'notes.txt');
  await expect(claimOutput(folder, work, { files })).rejects.toThrow(
    /holds "notes\.txt", which no command of audiate says is its own; choose another --out, or --force to write beside it$/,
  );
  for (const text of [
    '{ "format": 1, "targets": [3] }',
    listing({ files: ['../a.wav'] }),
    listing({ folders: ['..'] }),
  ]) {
    await writeFile(join(folder, 'audiate.json'), text);
    for (const force of [false, true]) {
      const claim = claimOutput(folder, work, { files, force });
      await expect(claim).rejects.toThrow(/audiate\.json" is damaged, so what .*; choose another --out$/);
    }
  }
});

const listing = (lists: object) => JSON.stringify({ format: 1, ...work, files: [], folders: [], ...lists });

test('force removes what the work listed, when the other begins, and nothing else', async () => {
  const own = ['a.wav', 'a.png', 'a.json', 'index.html', 'labels.TextGrid'];
  const mine = ['mine.wav', 'mine.png', 'mine.json', 'card.html', 'unfinished-x.state'];
  const folder = await begun(...own);
  await put(folder, ...mine);
  const nested = join(folder, 'sweep');
  await (await claimOutput(nested, work, { files })).begin();
  await put(nested, ...files);
  const other = { ...work, settings: {} };
  const claim = await claimOutput(folder, other, { files: ['a.wav'], force: true });
  expect(claim.replaces).toBe(true);
  expect(await readdir(folder)).toHaveLength(own.length + mine.length + 2);
  await claim.begin();
  expect((await readdir(folder)).sort()).toEqual(['audiate.json', ...mine, 'sweep'].sort());
  expect((await readdir(nested)).sort()).toEqual(['a.wav', 'audiate.json', 'b.wav']);
  // What is listed now is what goes on.
  await put(folder, 'a.wav');
  await claimOutput(folder, other, { files: ['a.wav'] });
});

test('force removes folders that a sweep listed, but no file of others in them and nothing behind a link', async () => {
  const sweep = { ...work, command: 'sweep' };
  const folder = join(root, 'sweep');
  const elsewhere = join(root, 'elsewhere');
  const folders = ['seed-0', 'seed-1', 'seed-2', 'seed-3'];
  await (await claimOutput(folder, sweep, { files: [], folders })).begin();
  for (const name of folders.slice(0, 2)) {
    await (await claimOutput(join(folder, name), sweep, { files })).begin();
    await put(join(folder, name), ...files);
  }
  await put(join(folder, 'seed-1'), 'mine.txt');
  await (await claimOutput(elsewhere, sweep, { files })).begin();
  await put(elsewhere, ...files);
  await symlink(elsewhere, join(folder, 'seed-2'));
  await put(join(folder, 'seed-3'), ...files);
  await (await claimOutput(folder, { ...sweep, targets: ['c'] }, { files: [], force: true })).begin();
  expect((await readdir(folder)).sort()).toEqual(['audiate.json', 'seed-1', 'seed-2', 'seed-3']);
  expect(await readdir(join(folder, 'seed-1'))).toEqual(['mine.txt']);
  expect((await readdir(elsewhere)).sort()).toEqual(['a.wav', 'audiate.json', 'b.wav']);
  expect((await readdir(join(folder, 'seed-3'))).sort()).toEqual(files);
});

test('what nobody listed is not replaced, and what is read is neither removed nor replaced, also by force', async () => {
  const folder = await begun('b.wav');
  await put(folder, 'A.wav');
  for (const force of [false, true]) {
    const claim = claimOutput(folder, work, { files, force });
    await expect(claim).rejects.toThrow(
      /holds "A\.wav", which audiate\.json does not list and which would be replaced;/,
    );
  }
  const other = { ...work, settings: {} };
  const removing = claimOutput(folder, other, { files: ['c.wav'], reads: ['b.wav'], force: true });
  await expect(removing).rejects.toThrow(/holds "b\.wav", which is read and would be removed; choose another --out$/);
  const replacing = claimOutput(folder, work, { files: ['b.wav'], reads: ['b.wav'] });
  await expect(replacing).rejects.toThrow(/holds "b\.wav", which is read and would be replaced; choose another --out$/);
  await claimOutput(folder, other, { files: ['c.wav'], reads: ['A.wav'], force: true });
});

test('more files are listed beside those of a work, unless they are of others', async () => {
  const folder = await begun('a.wav');
  await extendOutput(folder, ['card.html'], { isOwn: false });
  await put(folder, 'card.html', 'card.json');
  await expect(extendOutput(folder, ['card.json'], { isOwn: false })).rejects.toThrow(/does not list/);
  await (await claimOutput(folder, { ...work, settings: {} }, { files, force: true })).begin();
  expect((await readdir(folder)).sort()).toEqual(['audiate.json', 'card.json']);
});
