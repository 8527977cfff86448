import { existsSync } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from './command.ts';
import { expectSaid } from './expected.ts';
import type { Tarballs } from './pack.ts';
import { withProject } from './project.ts';
import { root } from './workspaces.ts';

/**
 * Types and three steps in an empty strict `nodenext` project: without onnxruntime-node, with a broken one, and with the
 * repository's own, where it is installed.
 */
export async function tryInNode(tarballs: Tarballs): Promise<void> {
  const tools = ['@tensorflow/tfjs', '@types/node', 'typescript'];
  await withProject('node-project', tarballs, {
    tools,
    async use(folder) {
      command(folder, join(folder, 'node_modules/.bin/tsc'));
      const runtime = join(folder, 'node_modules/onnxruntime-node');
      expectRun(folder, [/^wasm /, /onnxruntime: onnxruntime-node is not installed; install it by/]);
      await mkdir(runtime);
      await writeFile(join(runtime, 'package.json'), '{ "name": "onnxruntime-node", "main": "index.js" }');
      await writeFile(join(runtime, 'index.js'), "throw new Error('its binary is for another machine')");
      expectRun(folder, [/^wasm /, /onnxruntime-node does not load \(its binary is for another machine\)/]);
      await rm(runtime, { recursive: true });
      const ours = join(root, 'node_modules/onnxruntime-node');
      if (!existsSync(ours)) return console.log('onnxruntime-node is not installed: no compiled render was tried');
      await symlink(ours, runtime, 'junction');
      expectRun(folder, [/^onnxruntime \(onnxruntime-node \S+ in a worker thread, /, /onnxruntime: it ran/]);
      const audiate = join(folder, 'node_modules/.bin/audiate');
      const said = command(folder, audiate, 'render', 'tiny', 'logit:IY', '--steps', '3', '--out', 'heard');
      expectSaid('command line', said.trim(), /^logit\(IY\) .*\nopen heard\/index\.html and listen$/);
      tryCommands(folder, audiate);
      const served = command(folder, 'node', 'studio.js').trim();
      expectSaid('audiate studio', served, /^page .*open.*\nanswer .* name .*tiny.*\nexit 0$/);
    },
  });
}

/** Each command once, on what `render` left. */
function tryCommands(folder: string, audiate: string): void {
  const short = ['--steps', '2', '--seconds', '0.3'];
  const tries: readonly (readonly [argv: readonly string[], said: RegExp])[] = [
    [['sweep', 'tiny', 'features:404', '--seeds', '2', ...short], /sweep\.parquet has all scores/],
    [['scan', 'tiny', 'encoder.2', '--clips', 'heard'], /index\.parquet holds what drives them in 1 clips/],
    [['card', 'tiny', '--of', 'heard', '--no-ascent'], /verdict .*\n(.*\n)+open heard\/card\.html and listen$/],
    [['export', 'activations', 'tiny', 'logits', '--clips', 'heard'], /^activations\.npz {2}logits /],
    [['export', 'table', 'heard'], /^sounds\.parquet {2}1 sound$/],
    [['completion', 'bash'], /complete -F _audiate audiate$/],
  ];
  for (const [argv, said] of tries) expectSaid(`audiate ${argv[0]}`, command(folder, audiate, ...argv).trim(), said);
}

function expectRun(folder: string, expected: readonly RegExp[]): void {
  const said = command(folder, 'node', 'main.js').trim();
  for (const pattern of expected) if (!pattern.test(said)) throw new Error(`expected ${pattern}, got: ${said}`);
  console.log(`in Node: ${said}`);
}
