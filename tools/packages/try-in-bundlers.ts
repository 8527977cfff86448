import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { preview } from 'vite';
import { logOf, withPage } from '../browser/chromium.ts';
import { command } from './command.ts';
import { type Expected, expectSaid } from './expected.ts';
import type { Tarballs } from './pack.ts';
import { addTools, withProject } from './project.ts';
import { tryInNext } from './try-in-next.ts';
import { tryPnpm } from './try-pnpm.ts';

/**
 * Three steps in bundles of esbuild and webpack, for Node and for a page, without a setting of the user's: without the
 * optional packages and with them. Next.js, whose build takes the longest, is built once, without them.
 */
export async function tryInBundlers(tarballs: Tarballs): Promise<void> {
  await withProject('bundles-project', tarballs, {
    tools: ['@tensorflow/tfjs'],
    async use(folder) {
      tryPnpm(folder, tarballs);
      await bundle(folder, { inNode: /^done wasm .*onnxruntime-node is not installed/m, inPage: NO_WEB });
      await tryInNext(folder, '--turbopack', { inNode: /^done wasm/, inPage: NO_WEB });
      await addTools(folder, ['onnxruntime-node', 'onnxruntime-web']);
      await bundle(folder, { inNode: COMPILED, inPage: WITH_WEB });
    },
  });
}

const COMPILED = /^done onnxruntime \(onnxruntime-node \S+ in a worker thread/m;
const NO_WEB = { '': /^done (wasm|cpu) /, '?onnxruntime': /^failed .*onnxruntime-web does not load .*; install/ };
const WITH_WEB = { '': /^done (wasm|cpu) / };

async function bundle(folder: string, { inNode, inPage }: Expected): Promise<void> {
  const run = (name: string, ...args: string[]) => command(folder, join(folder, 'node_modules/.bin', name), ...args);
  const esbuild = (...args: string[]) => run('esbuild', '--bundle', '--log-level=error', ...args);
  // Minified code says the same, half a minute later.
  const webpack = (...args: string[]) => run('webpack', '--mode', 'production', '--no-optimization-minimize', ...args);
  esbuild('node.js', '--platform=node', '--format=esm', '--outfile=esbuild/node.mjs');
  esbuild('node.js', '--platform=node', '--format=cjs', '--outfile=esbuild/node.cjs');
  esbuild('web.js', '--outfile=esbuild/page/main.js');
  webpack('--target', 'node', '--entry', './node.js', '--output-path', 'webpack/node');
  webpack('--target', 'web', '--entry', './web.js', '--output-path', 'webpack/page');
  for (const file of ['esbuild/node.mjs', 'esbuild/node.cjs', 'webpack/node/main.js']) {
    expectSaid(file, command(folder, 'node', file), inNode);
  }
  for (const page of ['esbuild/page', 'webpack/page']) await openPages(folder, page, inPage);
}

async function openPages(folder: string, page: string, expected: Expected['inPage']): Promise<void> {
  await mkdir(join(folder, page), { recursive: true });
  await writeFile(join(folder, page, 'index.html'), '<pre id="log"></pre><script src="main.js"></script>');
  const build = { outDir: page };
  const server = await preview({ configFile: false, root: folder, build, preview: { port: 0, host: '127.0.0.1' } });
  try {
    for (const [query, pattern] of Object.entries(expected)) {
      const said = await withPage(`${server.resolvedUrls!.local[0]!}${query}`, logOf);
      expectSaid(`${page}${query}`, said, pattern);
    }
  } finally {
    await server.close();
  }
}
