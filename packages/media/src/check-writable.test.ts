import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@audiate/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkWritable } from './check-writable.js';
import { writeWhole } from './write-whole.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'audiate-check-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const names = ['a.wav', 'b.json'];

test('a folder that is there, or can be made, passes, and nothing is written', async () => {
  writeFileSync(join(root, 'a.wav'), 'before');
  await checkWritable(root, names);
  await checkWritable(join(root, 'x', 'y'), names);
  expect(readdirSync(root)).toEqual(['a.wav']);
});

async function refusal(folder: string, files = names): Promise<string> {
  const error = await checkWritable(folder, files).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(InputError);
  return (error as Error).message;
}

test('what writeWhole would refuse is told in its words', async () => {
  writeFileSync(join(root, 'file'), '');
  mkdirSync(join(root, 'full', 'b.json'), { recursive: true });
  expect(await refusal(join(root, 'file'))).toMatch(
    /^can't write to the folder ".*file": it, or a part of its path, is a/,
  );
  expect(await refusal(join(root, 'file', 'deep', 'out'))).toContain('it, or a part of its path, is a file');
  expect(await refusal(join(root, 'full'))).toContain('"b.json" in it is a folder');
  expect(await refusal(join(root, 'x'.repeat(300)))).toContain('the path is too long');
  expect(await refusal(join(root, ...Array<string>(20).fill('x'.repeat(200))))).toContain('the path is too long');
  expect(await refusal(root, ['con.wav'])).toContain('is the name of a device on Windows');
});

test.skipIf(process.platform === 'win32')(
  'links that lead nowhere, or in a circle, are told before any work',
  async () => {
    symlinkSync(join(root, 'gone'), join(root, 'dangling'));
    symlinkSync(join(root, 'circle'), join(root, 'circle'));
    for (const at of [join(root, 'dangling'), join(root, 'dangling', 'deep', 'out')]) {
      expect(await refusal(at)).toContain(': "dangling" is a link that leads nowhere');
      await expect(writeWhole(at, new Map([['a.wav', 'x']]))).rejects.toThrow(
        '"dangling" is a link that leads nowhere',
      );
    }
    for (const at of [join(root, 'circle'), join(root, 'circle', 'out')]) {
      expect(await refusal(at)).toContain('a link in its path leads back to itself');
    }
    expect(readdirSync(root).sort()).toEqual(['circle', 'dangling']);
  },
);

test.skipIf(process.platform === 'win32')('a pipe in the way, and a folder that may not be written', async () => {
  execFileSync('mkfifo', [join(root, 'a.wav')]);
  expect(await refusal(root)).toContain('"a.wav" in it is no file');
  mkdirSync(join(root, 'locked'), { mode: 0o555 });
  // The superuser may write anywhere, so that the test lays that aside; access() asks for the real user.
  const asRoot = process.getuid?.() === 0;
  if (asRoot) execFileSync('chmod', ['755', root]);
  const script = `import { checkWritable } from ${JSON.stringify(join(import.meta.dirname, 'check-writable.ts'))};
    await checkWritable(process.argv[1], ['a.wav']).catch((error) => console.log(error.message));`;
  const tsx = join(import.meta.dirname, '../../../node_modules/tsx/dist/loader.mjs');
  const args = [
    '--conditions=@audiate/source',
    '--import',
    tsx,
    '--input-type=module',
    '-e',
    script,
    join(root, 'locked'),
  ];
  const told = execFileSync(process.execPath, args, {
    encoding: 'utf8',
    ...(asRoot ? { uid: 65_534, gid: 65_534 } : {}),
  });
  expect(told).toContain('permission denied');
});
