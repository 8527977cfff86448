import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from './command.ts';
import { publishedWorkspaces } from './workspaces.ts';

/** Each package's name and its tarball's path. */
export type Tarballs = Readonly<Record<string, string>>;

/** Packs every package into a temporary folder for the time of `use`. */
export async function withPackedPackages(use: (tarballs: Tarballs) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'audiate-pack-'));
  try {
    const tarballs: Record<string, string> = {};
    for (const { name, folder: source } of publishedWorkspaces()) {
      const before = new Set(await readdir(folder));
      command(source, 'npm', 'pack', '--pack-destination', folder);
      const made = (await readdir(folder)).find((file) => !before.has(file))!;
      tarballs[name] = join(folder, made);
    }
    await use(tarballs);
  } finally {
    await rm(folder, { recursive: true });
  }
}
