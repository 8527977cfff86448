// Puts the built studio into the package of the command line, whose `audiate studio` serves its page and runs its tasks for Node.
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './workspaces.ts';

const audiate = join(root, 'packages/audiate');
const into = join(audiate, 'studio');
rmSync(into, { recursive: true, force: true });
cpSync(join(root, 'out/studio'), join(into, 'page'), { recursive: true });
cpSync(join(root, 'out/studio-engine'), join(into, 'engine'), { recursive: true });

// Packages stay outside of what runs in Node: it finds them where the program has them.
const { dependencies } = JSON.parse(readFileSync(join(audiate, 'package.json'), 'utf8'));
const engine = readFileSync(join(into, 'engine/engine.js'), 'utf8');
const imported = [...engine.matchAll(/(?:\bfrom|\bimport\(?)\s*["']([^."'][^"']*)["']/g)].map(([, name]) => name!);
const missing = imported.filter((name) => !name.startsWith('node:') && !Object.hasOwn(dependencies, name));
if (missing.length > 0)
  throw new Error(`the studio's tasks need ${missing.join(', ')}, on which audiate does not depend`);
