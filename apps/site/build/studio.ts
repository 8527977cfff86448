import { spawnSync } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './pages.ts';

/** What a page loads first, so that a host without headers isolates it, too: threads need that. */
const ISOLATE = '<script src="../isolate.js"></script>';

/**
 * Builds the studio, once apps/studio has a build, and puts it into the folder `studio` of the site.
 * @throws Error where its build fails or leaves no page in out/studio.
 */
export async function addStudio(site: string): Promise<void> {
  const { scripts } = JSON.parse(await readFile(join(root, 'apps/studio/package.json'), 'utf8'));
  if (!scripts.build) return console.log('apps/studio has no script "build": the site has no studio');
  const { status } = spawnSync('npm', ['run', 'build', '-w', '@audiate/studio'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error(`npm run build -w @audiate/studio ended with status ${status}`);
  const page = join(site, 'studio/index.html');
  await cp(join(root, 'out/studio'), join(site, 'studio'), { recursive: true });
  const text = await readFile(page, 'utf8');
  if (!text.includes('<head>')) throw new Error('out/studio/index.html has no <head> to put a script into');
  await writeFile(page, text.replace('<head>', `<head>${ISOLATE}`));
}
