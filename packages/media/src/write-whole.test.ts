import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  promises,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@audiate/protocol';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { writeWhole } from './write-whole.js';

/** Lets a test make one call of a function fail, or all from one on, as a disk does that is full. */
const trouble = { call: '', after: 0, forGood: false };
const { getBuiltinModule } = process;
const failing =
  (name: 'open' | 'rename') =>
  async (...args: never[]) => {
    // Folders are opened, too, but only to wait for the disk.
    const [path, flags] = args as unknown as [string, string];
    if (name === 'open' && flags === 'r') return promises.open(path, flags);
    if (trouble.call === name && (trouble.after-- === 0 || (trouble.forGood && trouble.after < 0))) {
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    }
    return (promises[name] as (...all: never[]) => Promise<void>)(...args);
  };
const troubled = { ...promises, open: failing('open'), rename: failing('rename') };
vi.spyOn(process, 'getBuiltinModule').mockImplementation(((name: string) =>
  name === 'node:fs/promises' ? troubled : getBuiltinModule(name)) as typeof process.getBuiltinModule);

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'audiate-write-'));
});
afterEach(() => {
  trouble.call = '';
  rmSync(root, { recursive: true });
});

const files = new Map<string, Uint8Array | string>([
  ['a.wav', Uint8Array.of(1, 2, 3)],
  ['b.json', '{"λ":1}'],
]);
const tree = (folder = root): string[] => (readdirSync(folder, { recursive: true }) as string[]).sort();

test('makes the folder and its parents, and nothing else', async () => {
  await writeWhole(join(root, 'x/y/out'), files);
  expect(tree()).toEqual(['x', 'x/y', 'x/y/out', 'x/y/out/a.wav', 'x/y/out/b.json']);
  expect([...readFileSync(join(root, 'x/y/out/a.wav'))]).toEqual([1, 2, 3]);
  expect(readFileSync(join(root, 'x/y/out/b.json'), 'utf8')).toBe('{"λ":1}');
  expect(statSync(join(root, 'x/y/out')).mode & 0o777).toBe(0o777 & ~process.umask());
});

test('leaves other files of the folder and replaces its own', async () => {
  writeFileSync(join(root, 'a.wav'), 'old');
  writeFileSync(join(root, 'other.txt'), 'other');
  await writeWhole(root, files);
  await writeWhole(root, files);
  expect(tree()).toEqual(['a.wav', 'b.json', 'other.txt']);
  expect([...readFileSync(join(root, 'a.wav'))]).toEqual([1, 2, 3]);
  expect(readFileSync(join(root, 'other.txt'), 'utf8')).toBe('other');
});

test('a single file is never missing while it is replaced', async () => {
  const target = join(root, 'single');
  await writeWhole(target, new Map([['state', 'first']]));
  let watching = true;
  const watch = async () => {
    const seen = new Set<string>();
    while (watching) seen.add(await promises.readFile(join(target, 'state'), 'utf8'));
    return seen;
  };
  const seen = watch();
  for (let i = 0; i < 50; i++) await writeWhole(target, new Map([['state', i % 2 ? 'first' : 'other']]));
  watching = false;
  expect([...(await seen)].sort()).toEqual(['first', 'other']);
});

test('replaces a link instead of writing through it', async () => {
  writeFileSync(join(root, 'elsewhere'), 'untouched');
  mkdirSync(join(root, 'out'));
  symlinkSync(join(root, 'elsewhere'), join(root, 'out/a.wav'));
  await writeWhole(join(root, 'out'), files);
  expect(readFileSync(join(root, 'elsewhere'), 'utf8')).toBe('untouched');
  expect(lstatSync(join(root, 'out/a.wav')).isSymbolicLink()).toBe(false);
});

test('refuses a path as a file name before anything is made', async () => {
  await expect(writeWhole(join(root, 'out'), new Map([['../a', '']]))).rejects.toThrow(
    'the file name "../a" is a path',
  );
  await expect(writeWhole('', files)).rejects.toThrow('folder must be a path');
  expect(tree()).toEqual([]);
});

describe('one sentence with the folder and the reason, and nothing is left', () => {
  async function refusal(folder: string): Promise<string> {
    const before = tree();
    const error = await writeWhole(folder, files).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toContain(`can't write to the folder ${JSON.stringify(folder)}`);
    expect(tree()).toEqual(before);
    return (error as Error).message;
  }

  test('the folder, or a parent, is a file', async () => {
    writeFileSync(join(root, 'file'), '');
    expect(await refusal(join(root, 'file'))).toContain('it, or a part of its path, is a file');
    expect(await refusal(join(root, 'file/deep/out'))).toContain('it, or a part of its path, is a file');
  });

  test('a file name is taken by a folder', async () => {
    mkdirSync(join(root, 'b.json'));
    expect(await refusal(root)).toContain('"b.json" in it is a folder');
  });

  test('a part of the path is too long, after another was made', async () => {
    expect(await refusal(join(root, 'new', 'x'.repeat(300), 'out'))).toContain('the path is too long');
  });

  const asRoot = process.getuid?.() === 0;
  test.skipIf(process.platform === 'win32')('the folder is not writable', async () => {
    const locked = join(root, 'locked');
    mkdirSync(locked, { mode: 0o555 });
    // The superuser may write anywhere, so that the test lays that aside.
    if (asRoot) process.seteuid!(65_534);
    const error = await writeWhole(locked, files)
      .catch((e: unknown) => e)
      .finally(() => asRoot && process.seteuid!(0));
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toContain('permission denied');
    expect(tree()).toEqual(['locked']);
  });

  test.each([
    // Two files each, and a list of them where some are replaced.
    ['open', 5],
    // One of a new folder; and of an existing one, that it is ready, and two.
    ['rename', 4],
  ])('the disk is full at any call of %s', async (call, calls) => {
    writeFileSync(join(root, 'b.json'), 'old');
    const failures: string[] = [];
    for (const folder of [join(root, 'x/new'), root]) {
      for (let after = 0; ; after++) {
        const before = tree();
        Object.assign(trouble, { call, after, forGood: false });
        const outcome = await writeWhole(folder, files).catch((error: unknown) => error);
        trouble.call = '';
        if (!outcome) break;
        failures.push(String(outcome));
        expect(tree()).toEqual(before);
        expect(readFileSync(join(root, 'b.json'), 'utf8')).toBe('old');
      }
    }
    expect(failures.length).toBe(calls);
    for (const failure of failures) expect(failure).toContain('the disk is full');
  });
});

test('calls side by side take their turns, and each is whole', async () => {
  const sets = Array.from({ length: 6 }, (_, i) => new Map([...files.keys()].map((name) => [name, String(i)])));
  for (const folder of [root, join(root, 'made')]) {
    await Promise.all(sets.map((set) => writeWhole(folder, set)));
    for (const name of files.keys()) expect(readFileSync(join(folder, name), 'utf8')).toBe('5');
  }
  expect(tree()).toEqual(['a.wav', 'b.json', 'made', 'made/a.wav', 'made/b.json']);
});

test.skipIf(process.platform === 'win32')('a pipe in the place of a file is not replaced', async () => {
  execFileSync('mkfifo', [join(root, 'b.json')]);
  for (const set of [files, new Map([['b.json', 'x']])]) {
    await expect(writeWhole(root, set)).rejects.toThrow('"b.json" in it is no file');
  }
  expect(tree()).toEqual(['b.json']);
});

test('what cannot be put back is kept, and the message says where', async () => {
  writeFileSync(join(root, 'a.wav'), 'old');
  Object.assign(trouble, { call: 'rename', after: 1, forGood: true });
  const error = await writeWhole(root, files).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(InputError);
  const kept = /what it held is kept in "([^"]+)"/.exec(String(error))![1]!;
  expect(readFileSync(join(kept, 'a.wav'), 'utf8')).toBe('old');
  expect(kept.startsWith(root)).toBe(true);
  trouble.call = '';
  await writeWhole(root, files);
  expect(tree()).toEqual(['a.wav', 'b.json']);
});
