import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { command } from './command.ts';
import { publishedWorkspaces, root } from './workspaces.ts';

/** publint on every package, attw on every one with code. @throws Error listing what they found. */
export async function lintPackages(): Promise<void> {
  for (const { name, folder, hasCode } of publishedWorkspaces()) {
    const { messages, pkg } = await publint({ pkgDir: folder, strict: true });
    const found = messages.map((message) => formatMessage(message, pkg));
    if (found.length > 0) throw new Error(`publint on ${name}:\n${found.join('\n')}`);
    const [{ files }] = JSON.parse(command(folder, 'npm', 'pack', '--dry-run', '--json'));
    for (const needed of ['LICENSE', 'NOTICE', 'README.md']) {
      if (!files.some(({ path }: { path: string }) => path === needed))
        throw new Error(`${name} would ship no ${needed}`);
    }
    if (hasCode) command(folder, join(root, 'node_modules/.bin/attw'), '--pack', '.', '--profile', 'esm-only');
    console.log(`linted ${name}`);
  }
}
