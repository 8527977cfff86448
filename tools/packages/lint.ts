import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { attw } from './attw.ts';
import type { PackedPackage } from './pack.ts';
import { root } from './workspaces.ts';

const ATTW = join(root, 'node_modules/.bin/attw');

/** publint on every package, attw on every one with code, one on each core. @throws Error listing what they found. */
export async function lintPackages(packages: readonly PackedPackage[]): Promise<void> {
  const waiting = packages.values();
  const work = async () => {
    for (const packed of waiting) await lintPackage(packed);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
}

async function lintPackage({ name, tarball, files, hasCode }: PackedPackage): Promise<void> {
  const bytes = new Uint8Array(await readFile(tarball));
  const { messages, pkg } = await publint({ pack: { tarball: bytes.buffer }, strict: true });
  const found = messages.map((message) => formatMessage(message, pkg));
  if (found.length > 0) throw new Error(`publint on ${name}:\n${found.join('\n')}`);
  for (const needed of ['LICENSE', 'NOTICE', 'README.md']) {
    if (!files.includes(needed)) throw new Error(`${name} would ship no ${needed}`);
  }
  if (hasCode) await attw(ATTW, tarball);
  console.log(`linted ${name}`);
}
