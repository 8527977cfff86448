import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from './command.ts';
import { expectSaid } from './expected.ts';
import type { Tarballs } from './pack.ts';

/**
 * `pnpm install` of the packed packages and three steps, where each package finds only what its manifest names. core-js,
 * which TensorFlow.js brings, has an install script that pnpm asks about; it prints thanks only.
 */
export function tryPnpm(project: string, tarballs: Tarballs): void {
  const folder = join(project, 'pnpm');
  mkdirSync(folder);
  const packed = Object.fromEntries(Object.entries(tarballs).map(([name, file]) => [name, `file:${file}`]));
  const { dependencies } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  const tfjs = { '@tensorflow/tfjs': dependencies['@tensorflow/tfjs'] };
  const manifest = { name: 'stranger', private: true, type: 'module', dependencies: { ...packed, ...tfjs } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  // The tarballs name each other by version, as the registry has them; here each is its file.
  const overrides = Object.entries(packed).map(([name, file]) => `  '${name}': '${file}'\n`);
  const settings = `overrides:\n${overrides.join('')}allowBuilds:\n  core-js: false\n`;
  writeFileSync(join(folder, 'pnpm-workspace.yaml'), settings);
  for (const file of ['job.js', 'node.js']) cpSync(join(project, file), join(folder, file));
  command(folder, join(project, 'node_modules/.bin/pnpm'), 'install', '--prefer-offline', '--no-frozen-lockfile');
  expectSaid('pnpm', command(folder, 'node', 'node.js'), /^done wasm /m);
  rmSync(folder, { recursive: true });
}
