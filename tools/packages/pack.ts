import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from './command.ts';
import { publishedWorkspaces, root } from './workspaces.ts';

/** A package as it would be published. */
export interface PackedPackage {
  readonly name: string;
  /** The path of its tarball. */
  readonly tarball: string;
  /** The paths in it. */
  readonly files: readonly string[];
  /** Whether it has code to import, not data only. */
  readonly hasCode: boolean;
}

/** Each package's name and its tarball's path. */
export type Tarballs = Readonly<Record<string, string>>;

/** Packs every package into a temporary folder for the time of `use`. */
export async function withPackedPackages(use: (packages: readonly PackedPackage[]) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'audiate-pack-'));
  try {
    const workspaces = publishedWorkspaces();
    const chosen = workspaces.flatMap(({ name }) => ['--workspace', name]);
    const packed: readonly { name: string; filename: string; files: { path: string }[] }[] = JSON.parse(
      command(root, 'npm', 'pack', '--json', '--pack-destination', folder, ...chosen),
    );
    await use(
      workspaces.map(({ name, hasCode }) => {
        const { filename, files } = packed.find((one) => one.name === name)!;
        return { name, hasCode, tarball: join(folder, filename), files: files.map(({ path }) => path) };
      }),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}
