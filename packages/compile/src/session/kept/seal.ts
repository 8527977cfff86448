import { type NodeFiles, nodeModule } from '@audiate/protocol';
import { WEIGHTS } from '../apart.js';
import { MODEL } from '../model-file.js';

const SEAL = 'sha256.json';

/** Notes the hashes of a folder's files in it. */
export async function seal(files: NodeFiles, folder: string): Promise<void> {
  const { fs, path } = files;
  await fs.writeFile(path.join(folder, SEAL), JSON.stringify(await hashes(files, folder)));
}

/** Whether a folder's files are those that were sealed. */
export async function isSealed(files: NodeFiles, folder: string): Promise<boolean> {
  const { fs, path } = files;
  try {
    const noted = await fs.readFile(path.join(folder, SEAL), 'utf8');
    return noted === JSON.stringify(await hashes(files, folder));
  } catch {
    return false;
  }
}

async function hashes({ fs, path }: NodeFiles, folder: string): Promise<string[]> {
  const { createHash } = nodeModule('node:crypto');
  const found: string[] = [];
  for (const name of [MODEL, WEIGHTS]) {
    const hash = createHash('sha256');
    const file = await fs.open(path.join(folder, name));
    try {
      const chunk = Buffer.allocUnsafe(CHUNK);
      for (;;) {
        const { bytesRead } = await file.read(chunk, 0, CHUNK);
        if (bytesRead === 0) break;
        hash.update(chunk.subarray(0, bytesRead));
      }
    } finally {
      await file.close();
    }
    found.push(hash.digest('hex'));
  }
  return found;
}

/** As much as is hashed in two milliseconds. */
const CHUNK = 4 * 2 ** 20;
