import { lintPackages } from './lint.ts';
import { withPackedPackages } from './pack.ts';
import { dryRunPublish } from './publish.ts';
import { tryInBundlers } from './try-in-bundlers.ts';
import { tryInDenoAndBun } from './try-in-deno-and-bun.ts';
import { tryInNode } from './try-in-node.ts';
import { tryInVite } from './try-in-vite.ts';

// What is packed is what is tested: the tarballs of `npm run build`, linted, published dry, and used by strangers.
dryRunPublish();
await withPackedPackages(async (packages) => {
  await lintPackages(packages);
  const tarballs = Object.fromEntries(packages.map(({ name, tarball }) => [name, tarball]));
  await tryInNode(tarballs);
  await tryInDenoAndBun(tarballs);
  await tryInVite(tarballs);
  await tryInBundlers(tarballs);
});
