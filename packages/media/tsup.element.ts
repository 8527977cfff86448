import { defineConfig } from 'tsup';

/** The element is one file with all that it needs, so that a page without a bundler loads it as it is. */
export default defineConfig({
  entry: { element: 'src/element/index.ts' },
  format: 'esm',
  target: 'es2022',
  platform: 'browser',
  sourcemap: true,
  noExternal: [/.*/],
  esbuildOptions(options) {
    // Packages are built in no order: what another one gives is taken from its source.
    options.conditions = ['@audiate/source', 'module', 'browser'];
  },
});
