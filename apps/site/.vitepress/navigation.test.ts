import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addressOf, isPage, root } from '../build/pages.ts';
import { githubSlug } from './markdown/github-slug.ts';
import { sidebar } from './navigation.ts';

test('every page of docs/ and of the site itself stands in the sidebar', () => {
  const listed = sidebar.flatMap(({ items = [] }) => items.map(({ link }) => `${link!.slice(1)}.md`));
  const pages = ['docs', 'apps/site/pages'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .map((file) => `${folder}/${file}`)
      .filter(isPage)
      .map(addressOf),
  );
  expect(pages.length).toBeGreaterThan(20);
  expect(pages.filter((page) => page !== 'index.md' && !listed.includes(page))).toEqual([]);
});

test.each([
  ['TensorFlow.js', 'tensorflowjs'],
  ['Where it runs: Deno & Bun', 'where-it-runs-deno--bun'],
  ['`MAX_PADDED`', 'max_padded'],
  ['±1 dB', '1-db'],
])('the anchor of %s is that of GitHub', (heading, slug) => {
  expect(githubSlug(heading)).toBe(slug);
});
