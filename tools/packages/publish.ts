import { command } from './command.ts';
import { publishedWorkspaces } from './workspaces.ts';

/** `npm publish --dry-run` for every package. */
export async function dryRunPublish(): Promise<void> {
  for (const { name, folder } of publishedWorkspaces()) {
    command(folder, 'npm', 'publish', '--dry-run', '--provenance=false', '--tag', 'check');
    console.log(`would publish ${name}`);
  }
}
