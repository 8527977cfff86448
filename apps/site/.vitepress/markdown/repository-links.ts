import { dirname, join, relative } from 'node:path';
import type { MarkdownRenderer } from 'vitepress';
import { isPage, root } from '../../build/pages.ts';

const REPOSITORY = 'https://github.com/audiate/audiate/blob/main';
const OUTSIDE = /^([a-z]+:|\/|#)/i;

/** Links of a page to what is no page of the site lead to the file in the repository; GitHub follows them as they are. */
export function repositoryLinks(md: MarkdownRenderer): void {
  md.core.ruler.push('repository-links', ({ tokens, env }) => {
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      if (token.type !== 'link_open') continue;
      const href = token.attrGet('href')!;
      if (OUTSIDE.test(href)) continue;
      const [path, anchor] = href.split('#') as [string, string | undefined];
      const file = relative(root, join(dirname(env.realPath ?? env.path), decodeURI(path)));
      if (path === '' || isPage(file) || /\.wav$/.test(path)) continue;
      token.attrSet('href', `${REPOSITORY}/${file}${anchor === undefined ? '' : `#${anchor}`}`);
    }
  });
}
