import { existsSync } from 'node:fs';
import { defineConfig } from 'tsup';

/** Shared by every package: each is built from its own folder, one bundle per public entry. Declarations come from `tsc -b`. */
export default defineConfig({
  entry: {
    ...(existsSync('src/index.ts') ? { index: 'src/index.ts' } : {}),
    ...(existsSync('src/main.ts') ? { main: 'src/main.ts' } : {}),
    ...(existsSync('src/testing/index.ts') ? { testing: 'src/testing/index.ts' } : {}),
    ...(existsSync('src/dictionary.ts') ? { dictionary: 'src/dictionary.ts' } : {}),
    ...(existsSync('src/open/index.ts') ? { open: 'src/open/index.ts' } : {}),
    ...(existsSync('src/ranges/index.ts') ? { ranges: 'src/ranges/index.ts' } : {}),
    ...(existsSync('src/queue/index.ts') ? { queue: 'src/queue/index.ts' } : {}),
    ...(existsSync('src/server/thread.ts') ? { thread: 'src/server/thread.ts' } : {}),
    ...(existsSync('src/session/worker.js') ? { worker: 'src/session/worker.js' } : {}),
  },
  format: 'esm',
  target: 'es2022',
  platform: 'neutral',
  sourcemap: true,
  clean: true,
  removeNodeProtocol: false,
  external: [/^node:/],
});
