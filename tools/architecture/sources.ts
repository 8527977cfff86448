import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** A file of a package. */
export interface Source {
  readonly package: string;
  /** From the package's folder: `src/index.ts`. */
  readonly path: string;
  readonly text: string;
}

/** Every source file of every package, tests too. */
export const sources: readonly Source[] = readdirSync(join(root, 'packages')).flatMap((name) =>
  readdirSync(join(root, 'packages', name), { recursive: true, encoding: 'utf8' })
    .filter((file) => /^src\/.*\.[jt]s$/.test(file))
    .map((file) => ({ package: name, path: file, text: readFileSync(join(root, 'packages', name, file), 'utf8') })),
);

/** The files of its own package that a file imports, also for types only. */
export function importsOf({ path, text }: Source): string[] {
  return [...text.matchAll(/from '(\.{1,2}\/[^']+)\.js'/g)].map(([, to]) => `${join(path, '..', to as string)}.ts`);
}
