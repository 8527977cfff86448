import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** A file of tools, bench or examples: its path from the repository's root, and its text. */
export interface Script {
  readonly path: string;
  readonly text: string;
}

/** Every script and test of tools, bench and examples; projects of strangers, which `check:packages` copies out, are not. */
export const scripts: readonly Script[] = ['tools', 'bench', 'examples'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file}`)
    .filter((path) => /\.ts$/.test(path) && !/-project\/|node_modules\//.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })),
);
