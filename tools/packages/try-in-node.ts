import { join } from 'node:path';
import { command } from './command.ts';
import type { Tarballs } from './pack.ts';
import { withProject } from './project.ts';

/** Types and three steps in an empty strict `nodenext` project. */
export async function tryInNode(tarballs: Tarballs): Promise<void> {
  const tools = ['@tensorflow/tfjs', '@types/node', 'typescript'];
  await withProject('node-project', tarballs, {
    tools,
    async use(folder) {
      command(folder, join(folder, 'node_modules/.bin/tsc'));
      console.log(`in Node: ${command(folder, 'node', 'main.js').trim()}`);
    },
  });
}
