import { cp, mkdir, writeFile } from 'node:fs/promises';
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
      await bundle(folder, /^done wasm .*onnxruntime-node is not installed/m, {
        'esbuild/page': NO_WEB,
        'webpack/page': NO_WEB,
      });
      await tryInNext(folder, '--turbopack', { inNode: /^done wasm/, inPage: NO_WEB });
      await addTools(folder, ['onnxruntime-node', 'onnxruntime-web']);
      await bundle(folder, COMPILED, WITH_WEB);
    },
  });
}

const IN_WORKER = /^done onnxruntime \(onnxruntime-web \S+ in a worker, 1 thread\)/;
const COMPILED = /^done onnxruntime \(onnxruntime-node \S+ in a worker thread/m;
const NO_WEB = { '': /^done (wasm|cpu) /, '?onnxruntime': /^failed .*onnxruntime-web does not load .*; install/ };
/** A bundle of one script has no worker beside it, and no address to look for one. */
const WITH_WEB = {
  'esbuild/page': { '': /^done (wasm|cpu) .*onnxruntime: onnxruntime-web loads but does not compute/ },
  'esbuild/modules': { '': IN_WORKER },
  'webpack/page': { '': IN_WORKER },
};

/** @param inPages what each page is to say: without onnxruntime-web one of modules is not tried. */
async function bundle(
  folder: string,
  inNode: Expected['inNode'],
  inPages: Readonly<Record<string, Expected['inPage']>>,
): Promise<void> {
  const run = (name: string, ...args: string[]) => command(folder, join(folder, 'node_modules/.bin', name), ...args);
  const esbuild = (...args: string[]) => run('esbuild', '--bundle', '--log-level=error', ...args);
  // Minified code says the same, half a minute later.
  const webpack = (...args: string[]) => run('webpack', '--mode', 'production', '--no-optimization-minimize', ...args);
  esbuild('node.js', '--platform=node', '--format=esm', '--outfile=esbuild/node.mjs');
  esbuild('node.js', '--platform=node', '--format=cjs', '--outfile=esbuild/node.cjs');
  esbuild('web.js', '--outfile=esbuild/page/main.js');
  if ('esbuild/modules' in inPages) {
    // As docs/bundlers.md says: the worker's script is an entry of its own, and the .wasm file lies beside it.
    esbuild('main=web.js', 'worker=@audiate/compile/worker', '--format=esm', '--outdir=esbuild/modules');
    const wasm = 'ort-wasm-simd-threaded.wasm';
    await cp(join(folder, 'node_modules/onnxruntime-web/dist', wasm), join(folder, 'esbuild/modules', wasm));
  }
  webpack('--target', 'node', '--entry', './node.js', '--output-path', 'webpack/node');
  webpack('--target', 'web', '--entry', './web.js', '--output-path', 'webpack/page');
  for (const file of ['esbuild/node.mjs', 'esbuild/node.cjs', 'webpack/node/main.js']) {
    expectSaid(file, command(folder, 'node', file), inNode);
  }
  for (const [page, inPage] of Object.entries(inPages)) await openPages(folder, page, inPage);
}

async function openPages(folder: string, page: string, expected: Expected['inPage']): Promise<void> {
  await mkdir(join(folder, page), { recursive: true });
  const type = page.endsWith('modules') ? ' type="module"' : '';
  await writeFile(join(folder, page, 'index.html'), `<pre id="log"></pre><script src="main.js"${type}></script>`);
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
