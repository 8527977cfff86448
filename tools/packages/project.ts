import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from './command.ts';
import type { Tarballs } from './pack.ts';
import { root } from './workspaces.ts';

/**
 * A copy of a template outside the repository, with the packed packages and a few of the repository's own development
 * dependencies installed, for the time of `use`.
 */
export async function withProject(
  template: string,
  tarballs: Tarballs,
  { tools, use }: { tools: readonly string[]; use: (folder: string) => Promise<void> },
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'audiate-project-'));
  try {
    await cp(join(import.meta.dirname, template), folder, { recursive: true });
    const { devDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    const versions = Object.fromEntries(tools.map((tool) => [tool, devDependencies[tool]]));
    const packed = Object.fromEntries(Object.entries(tarballs).map(([name, file]) => [name, `file:${file}`]));
    const manifest = { name: 'stranger', private: true, type: 'module', dependencies: { ...packed, ...versions } };
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
    command(folder, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund');
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
