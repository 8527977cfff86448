// Puts the declarations that `tsc -b` wrote into every package: one type check for all, where a bundle of declarations takes
// one for each package again.
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { publishedWorkspaces, root } from './workspaces.ts';

/** Where an entry's source is and where its declarations are looked for, from the package's folder. */
interface Entry {
  readonly source: string;
  readonly types: string;
}

for (const { folder } of publishedWorkspaces()) {
  const { exports = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const entries: Entry[] = Object.values<Record<string, string>>(exports).flatMap(
    ({ types, '@audiate/source': source }) => (types && source ? [{ types, source }] : []),
  );
  const isTesting = entries.some(({ source }) => source.startsWith('./src/testing/'));
  const from = join(root, '.types', basename(folder));
  for (const file of entries.length > 0 ? readdirSync(from, { recursive: true, encoding: 'utf8' }) : []) {
    const isPublic =
      file.endsWith('.d.ts') && !file.endsWith('.test.d.ts') && (isTesting || !/(^|\/)testing\//.test(file));
    // What was moved or removed since has its declarations there still.
    const sources = ['ts', 'js'].map((ending) => join(folder, 'src', file.replace(/d\.ts$/, ending)));
    if (isPublic && sources.some((source) => existsSync(source))) cpSync(join(from, file), join(folder, 'dist', file));
  }
  for (const { source, types } of entries) {
    const declared = join(folder, 'dist', relative('src', source).replace(/\.[tj]s$/, '.js'));
    const wanted = join(folder, types);
    const path = relative(dirname(wanted), declared);
    if (path !== basename(types).replace(/\.d\.ts$/, '.js')) writeFileSync(wanted, `export * from './${path}';\n`);
  }
}
