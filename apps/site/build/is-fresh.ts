import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './pages.ts';

/** What the site's own words and figures are made of. */
const SOURCES = ['apps', 'docs', 'packages/*/README.md', 'packages/media/src'];

/** Whether a file of a built site is there, and younger than all that git knows of the site's sources. */
export function isFresh(built: string): boolean {
  if (!existsSync(built)) return false;
  const { mtimeMs } = statSync(built);
  const listed = execFileSync('git', ['ls-files', '-z', '--', ...SOURCES], { cwd: root, encoding: 'utf8' });
  return listed
    .split('\0')
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => join(root, file))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile())
    .every((file) => statSync(file).mtimeMs <= mtimeMs);
}
