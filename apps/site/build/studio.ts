import { existsSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './pages.ts';

/** What a page loads first, so that a host without headers isolates it, too: threads need that. */
const ISOLATE = '<script src="../isolate.js"></script>';

/**
 * Puts the built studio into the folder `studio` of the site.
 * @throws Error where out/studio has no page: nobody has built it.
 */
export async function addStudio(site: string): Promise<void> {
  const built = join(root, 'out/studio');
  if (!existsSync(join(built, 'index.html'))) throw new Error('out/studio has no page; npm run build:studio makes it');
  await cp(built, join(site, 'studio'), { recursive: true });
  const page = join(site, 'studio/index.html');
  const text = await readFile(page, 'utf8');
  if (!text.includes('<head>')) throw new Error('out/studio/index.html has no <head> to put a script into');
  await writeFile(page, text.replace('<head>', `<head>${ISOLATE}`));
}
