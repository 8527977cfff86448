import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** What a page needs to compute in threads; `require-corp` also keeps foreign files out. */
export const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

const root = import.meta.dirname;

export default defineConfig({
  root,
  // What is not there is not found: no page stands in for a file of an atlas.
  appType: 'mpa',
  // Works from any folder of any host.
  base: './',
  resolve: { conditions: ['@audiate/source', 'module', 'browser', 'development|production'] },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es' },
  server: { headers: ISOLATED },
  preview: { headers: ISOLATED },
  build: {
    target: 'es2022',
    outDir: fileURLToPath(new URL('../../out/studio', import.meta.url)),
    emptyOutDir: true,
    // The page's policy allows no scripts of data: addresses.
    assetsInlineLimit: 0,
    rollupOptions: { input: ['index.html', 'atlas.html'].map((page) => join(root, page)) },
  },
});
