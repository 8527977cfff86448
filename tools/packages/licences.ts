// Puts the licence and the notice of shipped data beside every package's manifest, so that its tarball holds them.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishedWorkspaces, root } from './workspaces.ts';

for (const { folder } of publishedWorkspaces()) {
  for (const file of ['LICENSE', 'NOTICE']) copyFileSync(join(root, file), join(folder, file));
}
