import { existsSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { createServer } from 'vite';
import { withBuiltPage } from '../browser/built-page.ts';
import { logOf, withPage } from '../browser/chromium.ts';
import { expectSaid } from './expected.ts';
import type { Tarballs } from './pack.ts';
import { withProject } from './project.ts';
import { tryElement } from './try-element.ts';
import { root } from './workspaces.ts';

/**
 * Three steps in Chromium on a page that Vite built from an empty project: without onnxruntime-web, and compiled by the
 * repository's own, where it is installed; then on the page that Vite serves while it is developed.
 */
export async function tryInVite(tarballs: Tarballs): Promise<void> {
  await withProject('vite-project', tarballs, {
    tools: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'],
    async use(folder) {
      await tryElement(folder);
      await expectPage(folder, '', /^done wasm .*onnxruntime-web does not load/);
      await expectPage(folder, '?onnxruntime', /^failed .*onnxruntime-web does not load .*; install onnxruntime-web/);
      const ours = join(root, 'node_modules/onnxruntime-web');
      if (!existsSync(ours)) return console.log('onnxruntime-web is not installed: no compiled render was tried');
      await symlink(ours, join(folder, 'node_modules/onnxruntime-web'), 'junction');
      await expectPage(folder, '', /^done onnxruntime \(onnxruntime-web \S+ in a worker, /);
      await expectServedPage(folder, /^done onnxruntime \(onnxruntime-web \S+ in a worker, /);
    },
  });
}

async function expectPage(folder: string, query: string, expected: RegExp): Promise<void> {
  expectSaid(`vite ${query}`, await withBuiltPage(folder, { path: query }, logOf), expected);
}

async function expectServedPage(folder: string, expected: RegExp): Promise<void> {
  const server = await createServer({
    configFile: false,
    root: folder,
    logLevel: 'error',
    server: { port: 0, host: '127.0.0.1', fs: { allow: [folder, root] } },
  });
  await server.listen();
  try {
    expectSaid('vite, developing', await withPage(server.resolvedUrls!.local[0]!, logOf), expected);
  } finally {
    await server.close();
  }
}
