import { existsSync } from 'node:fs';
import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from './command.ts';
import { expectSaid } from './expected.ts';
import type { Tarballs } from './pack.ts';
import { withProject } from './project.ts';
import { root } from './workspaces.ts';

/** The runtimes beside Node, by their programs for npm; no dependencies of the repository, as they weigh 200 MB. */
const RUNTIMES = ['deno@2.9.6', 'bun@1.4.5'];

/** What a render asks Deno for; without these flags Deno asks the user. */
const GRANTED = ['read', 'write', 'env', 'sys', 'ffi'].map((name) => `--allow-${name}`);

/**
 * The README's ten lines in Deno and in Bun: on WebAssembly without onnxruntime-node, compiled by the repository's own, where
 * it is installed. And a notebook's question to a result, in Deno.
 */
export async function tryInDenoAndBun(tarballs: Tarballs): Promise<void> {
  await withProject('runtimes-project', tarballs, {
    tools: ['@tensorflow/tfjs'],
    async use(folder) {
      command(folder, 'npm', 'install', ...RUNTIMES, '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund');
      // What its install script does: the program of this machine, from its own package, is put in its place.
      command(folder, 'node', 'node_modules/bun/install.js');
      const bin = (name: string) => join(folder, 'node_modules/.bin', name);
      const runs = { deno: [bin('deno'), 'run', ...GRANTED], bun: [bin('bun')] } as const;
      const expectRuns = (expected: RegExp) => {
        for (const [name, [program, ...args]] of Object.entries(runs)) {
          expectSaid(name, command(folder, program, ...args, 'main.js'), expected);
        }
      };
      expectRuns(
        /^done wasm \(TensorFlow\.js \S+ WebAssembly, .*\nwrote audio\.png, audio\.wav, index\.html, recipe\.json$/m,
      );
      expectSaid('deno, notebook', command(folder, ...runs.deno, 'notebook.js'), /^text\/html, text\/plain: channel\(/);
      const runtime = join(folder, 'node_modules/onnxruntime-node');
      const ours = join(root, 'node_modules/onnxruntime-node');
      if (!existsSync(ours)) return console.log('onnxruntime-node is not installed: no compiled render was tried');
      await symlink(ours, runtime, 'junction');
      expectRuns(/^done onnxruntime \(onnxruntime-node \S+ in a worker thread, /m);
      await rm(runtime);
    },
  });
}
