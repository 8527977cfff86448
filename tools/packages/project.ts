import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from './command.ts';
import type { Tarballs } from './pack.ts';
import { root } from './workspaces.ts';

/**
 * A copy of a template outside the repository, with the packed packages and a few of the repository's own development
 * dependencies installed, for the time of `use`. A template's own package.json may name more.
 */
export async function withProject(
  template: string,
  tarballs: Tarballs,
  { tools, use }: { tools: readonly string[]; use: (folder: string) => Promise<void> },
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'audiate-project-'));
  try {
    await cp(join(import.meta.dirname, template), folder, { recursive: true });
    const file = join(folder, 'package.json');
    const own = existsSync(file) ? await json(file) : { name: 'stranger', private: true, type: 'module' };
    const packed = Object.fromEntries(Object.entries(tarballs).map(([name, file]) => [name, `file:${file}`]));
    const dependencies = { ...packed, ...(await pinned(tools)), ...own.dependencies };
    await writeFile(file, JSON.stringify({ ...own, dependencies }, null, 2));
    install(folder);
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Adds some of the repository's own development dependencies to a project, at their versions. */
export async function addTools(folder: string, tools: readonly string[]): Promise<void> {
  install(folder, ...Object.entries(await pinned(tools)).map(([name, version]) => `${name}@${version}`));
}

function install(folder: string, ...packages: string[]): void {
  command(folder, 'npm', 'install', ...packages, '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund');
}

async function pinned(tools: readonly string[]): Promise<Record<string, string>> {
  const { devDependencies } = await json(join(root, 'package.json'));
  return Object.fromEntries(tools.map((tool) => [tool, devDependencies[tool]]));
}

async function json(file: string) {
  return JSON.parse(await readFile(file, 'utf8'));
}
