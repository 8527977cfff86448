import { join } from 'node:path';
import { defineConfig } from 'vitepress';
import { BASE } from '../build/base.ts';
import { addressOf, NO_PAGES, root } from '../build/pages.ts';
import { figures } from './markdown/figures.ts';
import { githubSlug } from './markdown/github-slug.ts';
import { repositoryLinks } from './markdown/repository-links.ts';
import { soundLinks } from './markdown/sound-links.ts';
import { nav, sidebar } from './navigation.ts';

/** The site: its own pages, docs/, the READMEs of packages and the API reference, from where they lie. */
export default defineConfig({
  title: 'audiate',
  description: 'Hear what a neuron of a speech model listens for.',
  lang: 'en',
  base: BASE,
  srcDir: root,
  srcExclude: NO_PAGES,
  outDir: join(root, 'out/site'),
  cacheDir: join(root, 'apps/site/.vitepress/cache'),
  rewrites: addressOf,
  ignoreDeadLinks: false,
  head: [['link', { rel: 'icon', href: `${BASE}icon.svg`, type: 'image/svg+xml' }]],
  markdown: {
    // Words of code that stand out from their ground, in light and in dark.
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    anchor: { slugify: githubSlug },
    config(md) {
      md.use(repositoryLinks).use(soundLinks).use(figures);
    },
  },
  themeConfig: {
    nav,
    sidebar,
    search: { provider: 'local' },
    outline: { level: [2, 3] },
    socialLinks: [{ icon: 'github', link: 'https://github.com/audiate/audiate' }],
    footer: { message: 'MIT licence. After Trenaman (2021) and Lucid.' },
  },
  vite: {
    build: { assetsInlineLimit: 0 },
    resolve: { conditions: ['@audiate/source', 'module', 'browser', 'development|production'] },
  },
  vue: {
    template: {
      compilerOptions: { isCustomElement: (tag) => tag === 'audiate-sound' },
      transformAssetUrls: { img: ['src'], audio: ['src'], 'audiate-sound': ['src', 'card-src'] },
    },
  },
});
