// Puts the built studio into the package of the command line, whose `audiate studio` serves its page and runs its tasks for Node.
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './workspaces.ts';

const into = join(root, 'packages/audiate/studio');
rmSync(into, { recursive: true, force: true });
cpSync(join(root, 'out/studio'), join(into, 'page'), { recursive: true });
cpSync(join(root, 'out/studio-engine'), join(into, 'engine'), { recursive: true });
