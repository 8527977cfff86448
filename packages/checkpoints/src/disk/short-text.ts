import type { NodeModules } from './node.js';

/** Above a commit's hash and any token. */
const MAX_BYTES = 4096;

/** The text of a short file, without the space around it; empty where there is none, or what is there is something else. */
export async function shortText(path: string, { fs }: NodeModules): Promise<string> {
  try {
    const found = await fs.stat(path);
    return found.isFile() && found.size <= MAX_BYTES ? (await fs.readFile(path, 'utf8')).trim() : '';
  } catch {
    return '';
  }
}
