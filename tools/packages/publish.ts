import { command } from './command.ts';
import { publishedWorkspaces, root } from './workspaces.ts';

/** `npm publish --dry-run` for every package. */
export function dryRunPublish(): void {
  const names = publishedWorkspaces().map(({ name }) => name);
  const chosen = names.flatMap((name) => ['--workspace', name]);
  command(root, 'npm', 'publish', '--dry-run', '--provenance=false', '--tag', 'check', ...chosen);
  console.log(`would publish ${names.length} packages`);
}
