import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A publishable package of the repository. */
export interface Workspace {
  readonly name: string;
  readonly folder: string;
  /** Whether it has code to import, not data only. */
  readonly hasCode: boolean;
}

export const root = resolve(import.meta.dirname, '../..');

/** Every package that is published, by folder name. */
export function publishedWorkspaces(): Workspace[] {
  return readdirSync(join(root, 'packages')).flatMap((entry) => {
    const folder = join(root, 'packages', entry);
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    if (manifest.private) return [];
    return [{ name: manifest.name, folder, hasCode: Boolean(manifest.exports?.['.']) }];
  });
}
