import { existsSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { withBuiltPage } from '../browser/built-page.ts';
import { logOf } from '../browser/chromium.ts';
import { expectSaid } from './expected.ts';
import type { Tarballs } from './pack.ts';
import { withProject } from './project.ts';
import { root } from './workspaces.ts';

/**
 * Three steps in Chromium on a page that Vite built from an empty project: without onnxruntime-web, and compiled by the
 * repository's own, where it is installed.
 */
export async function tryInVite(tarballs: Tarballs): Promise<void> {
  await withProject('vite-project', tarballs, {
    tools: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'],
    async use(folder) {
      await expectPage(folder, '', /^done wasm: /);
      await expectPage(folder, '?onnxruntime', /^failed .*onnxruntime-web does not load .*; install onnxruntime-web/);
      const ours = join(root, 'node_modules/onnxruntime-web');
      if (!existsSync(ours)) return console.log('onnxruntime-web is not installed: no compiled render was tried');
      await symlink(ours, join(folder, 'node_modules/onnxruntime-web'), 'junction');
      await expectPage(folder, '?onnxruntime', /^done onnxruntime: /);
    },
  });
}

async function expectPage(folder: string, query: string, expected: RegExp): Promise<void> {
  expectSaid(`vite ${query}`, await withBuiltPage(folder, { path: query }, logOf), expected);
}
