// A program that is killed at its n-th use of the disk, or told to count them:
// `node killed-program.js <n or 0> <name that can't be moved to its place, or -> <folder> <content> <file>…`.
import fs, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { basename, join } from 'node:path';
import { writeWhole } from '../write-whole.js';

const [at, stuck, folder, content, ...names] = process.argv.slice(2) as [string, string, string, string, ...string[]];
let uses = 0;

type Call = (...args: never[]) => Promise<unknown>;

/** Counts a use of the disk. The one that is the last is done by half. */
function counted(call: Call, half?: Call): Call {
  return async (...args) => {
    if (++uses === Number(at)) {
      await half?.(...args);
      process.kill(process.pid, 'SIGKILL');
      await new Promise(() => {});
    }
    return call(...args);
  };
}

const real = { ...fs };
const removeHalf = async (path: string) => {
  const files = await real.readdir(path, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const [i, file] of files.entries())
    if (i % 2 === 0 && file.isFile()) await real.rm(join(file.parentPath, file.name));
};
const open = async (...args: Parameters<typeof fs.open>): Promise<FileHandle> => {
  const handle = await real.open(...args);
  const [write, sync, close] = [handle.writeFile, handle.sync, handle.close].map((call) => call.bind(handle) as Call);
  const half = (text: string) => (write as (text: string) => Promise<unknown>)(text.slice(0, text.length / 2));
  return Object.assign(handle, { writeFile: counted(write!, half), sync: counted(sync!), close: counted(close!) });
};
const rename = async (from: string, to: string) => {
  if (basename(to) === stuck && basename(from) === stuck && from.includes('.ready')) {
    throw Object.assign(new Error('not permitted'), { code: 'EPERM' });
  }
  await real.rename(from, to);
};
const { readdir, lstat, stat, mkdir, link, symlink, readlink, copyFile, readFile, rmdir } = real;
const plain = { readdir, lstat, stat, mkdir, link, symlink, readlink, copyFile, readFile, rmdir, rename };
for (const [name, call] of Object.entries(plain)) Object.assign(fs, { [name]: counted(call as Call) });
Object.assign(fs, { open: counted(open as Call), rm: counted(real.rm as Call, removeHalf) });
syncBuiltinESMExports();

const outcome = await writeWhole(folder, new Map(names.map((name) => [name, `${content} of ${name}`]))).catch(String);
console.log(JSON.stringify({ uses, outcome: outcome ?? 'written' }));
