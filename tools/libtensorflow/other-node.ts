import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const cache = fileURLToPath(new URL('../../.cache/node', import.meta.url));

/** The binary of another major version of Node, from npm; undefined where it can't be had. Kept for the next time. */
export async function otherNode(major: string): Promise<string | undefined> {
  const folder = join(cache, major);
  const binary = join(folder, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  if (existsSync(binary)) return binary;
  await mkdir(folder, { recursive: true });
  const wanted = `node-${process.platform}-${process.arch}@${major}`;
  const flags = ['--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'];
  await promisify(execFile)('npm', ['install', ...flags, wanted], { cwd: folder }).catch(() => {});
  return existsSync(binary) ? binary : undefined;
}
