import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clearUnfinished } from './clear-unfinished.js';
import { atStage, hiddenName, type Stage } from './hidden-folder.js';

const { join } = path;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(os.tmpdir(), 'audiate-clear-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A process that has ended. */
const gone = spawnSync(process.execPath, ['-e', '']).pid;

/** A hidden folder, of this process unless of another. */
function hidden(stage: Stage, pid = process.pid): string {
  const name = hiddenName({ fs, os, path }, stage).replace(`-${process.pid}-`, `-${pid}-`);
  for (const inner of ['new', 'old']) mkdirSync(join(folder, name, inner), { recursive: true });
  writeFileSync(join(folder, name, 'new', 'a.wav'), 'fresh');
  return name;
}

test('a set that was whole is moved to its place, whoever wrote it', async () => {
  writeFileSync(join(folder, 'a.wav'), 'before');
  hidden('ready');
  hidden('ready', gone);
  await clearUnfinished(folder);
  expect(readdirSync(folder)).toEqual(['a.wav']);
  expect(readFileSync(join(folder, 'a.wav'), 'utf8')).toBe('fresh');
});

test('one that was being written is removed when its program has ended', async () => {
  const [own] = [hidden('new'), hidden('new', gone)];
  await clearUnfinished(folder);
  expect(readdirSync(folder)).toEqual([own]);
});

test('one that was being taken back is taken back, but not over what was put there since', async () => {
  const name = hidden('undo', gone);
  writeFileSync(join(folder, name, 'old', 'a.wav'), 'before');
  writeFileSync(join(folder, name, 'old', 'b.wav'), 'before');
  await fs.rename(join(folder, name, 'new', 'a.wav'), join(folder, 'a.wav'));
  writeFileSync(join(folder, 'b.wav'), 'since');
  writeFileSync(join(folder, 'c.wav'), 'since');
  const { ino } = await fs.lstat(join(folder, 'a.wav'), { bigint: true });
  const list = { 'a.wav': { ino: String(ino), replaces: true }, 'b.wav': { ino: '1', replaces: true } };
  writeFileSync(join(folder, name, 'files.json'), JSON.stringify({ ...list, 'c.wav': { ino: '2', replaces: false } }));
  await clearUnfinished(folder);
  expect(readdirSync(folder)).toEqual(['a.wav', 'b.wav', 'c.wav']);
  const texts = ['a.wav', 'b.wav', 'c.wav'].map((file) => readFileSync(join(folder, file), 'utf8'));
  expect(texts).toEqual(['before', 'since', 'since']);
});

test('names of any other form, files and links are left', async () => {
  const ours = hiddenName({ fs, os, path }, 'new').replace(`-${process.pid}-`, `-${gone}-`);
  const theirs = ['.audiate-notes', '.audiate-0', `${ours}.txt`, `x${ours}`, ours.slice(0, -4), ours.toUpperCase()];
  for (const name of theirs) mkdirSync(join(folder, name, 'new'), { recursive: true });
  writeFileSync(join(folder, ours), 'a file');
  mkdirSync(join(folder, 'elsewhere', 'new'), { recursive: true });
  writeFileSync(join(folder, 'elsewhere', 'new', 'b.wav'), 'theirs');
  symlinkSync(join(folder, 'elsewhere'), join(folder, atStage(ours, 'ready')));
  await clearUnfinished(folder);
  expect(readdirSync(folder).sort()).toEqual([...theirs, ours, atStage(ours, 'ready'), 'elsewhere'].sort());
  expect(existsSync(join(folder, 'elsewhere', 'new', 'b.wav'))).toBe(true);
});

test('a folder that is not there, and a file in its place, hold nothing', async () => {
  writeFileSync(join(folder, 'a.wav'), 'whole');
  await clearUnfinished(join(folder, 'a.wav'));
  await clearUnfinished(join(folder, 'none'));
  expect(readdirSync(folder)).toEqual(['a.wav']);
});
