import { resolve } from 'node:path';

/** The repository's root: pages are read where they lie. */
export const root = resolve(import.meta.dirname, '../../..');

/** What holds no page of the site. */
export const NO_PAGES = [
  '*.md',
  'apps/studio/**',
  'apps/site/public/**',
  'bench/**',
  'docs/*/**',
  'examples/**',
  'fixtures/**',
  'out/**',
  'packages/*/*/**',
  'tools/**',
];

/** The address of a page, from its path in the repository: pages that only the site has stand at the top. */
export function addressOf(path: string): string {
  return path.replace(/^apps\/site\/(pages\/)?/, '');
}

/** Whether a file of the repository, by its path from the root, is a page of the site. */
export function isPage(path: string): boolean {
  return /^(docs\/[^/]+|packages\/[^/]+\/README|apps\/site\/(pages|api)\/.+)\.md$/.test(path);
}
