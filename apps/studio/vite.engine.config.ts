import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** What `audiate studio` runs beside the page: the worker's tasks for Node. Packages stay outside: the program depends on them. */
export default defineConfig({
  root: import.meta.dirname,
  ssr: { noExternal: true, resolve: { conditions: ['@audiate/source', 'module', 'node', 'development|production'] } },
  // A sound beside this file, wherever the package lies.
  experimental: { renderBuiltUrl: (file) => ({ runtime: `new URL(${JSON.stringify(file)}, import.meta.url).href` }) },
  build: {
    ssr: 'src/engine/main.ts',
    ssrEmitAssets: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    outDir: fileURLToPath(new URL('../../out/studio-engine', import.meta.url)),
    emptyOutDir: true,
    rollupOptions: {
      external: [/^node:/, /^@audiate\/[\w-]+$/, /^@tensorflow\//],
      output: { entryFileNames: 'engine.js' },
    },
  },
});
