import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lineFolder } from './golden.js';
import type { HostedModel } from './hub-server.js';

/** A commit's hash. */
export const COMMIT = '0123456789abcdef0123456789abcdef01234567';

/** A golden line's checkpoint as the Hub would hold it, some of its files replaced, or left out where undefined. */
export async function hostedLine(
  line: string,
  changes: Readonly<Record<string, Uint8Array | undefined>> = {},
  facts: Partial<HostedModel> = {},
): Promise<HostedModel> {
  const folder = lineFolder(line);
  const files: Record<string, Uint8Array> = {};
  for (const name of await readdir(folder)) {
    if (!name.startsWith('golden')) files[name] = await readFile(join(folder, name));
  }
  for (const [name, bytes] of Object.entries(changes)) {
    if (bytes === undefined) delete files[name];
    else files[name] = bytes;
  }
  return { commit: COMMIT, ...facts, files };
}
