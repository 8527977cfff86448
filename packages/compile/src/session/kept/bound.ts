import type { NodeFiles } from '@audiate/protocol';

/** What kept programs may take on disk: some ten of a base model. */
const LIMIT_BYTES = 4 * 2 ** 30;
/** What an unfinished one of so long ago left behind is taken away. */
const STALE_MS = 24 * 60 * 60 * 1000;

/** The name of a folder in which a program is made. */
export const UNFINISHED = 'unfinished-';

/** Whether a name is one that is given here: others in the folder are left alone. */
const isOwn = (name: string): boolean => /^(?:[0-9a-f]{64}|unfinished-[A-Za-z0-9]{6})$/.test(name);

/**
 * Takes away the programs that were not used for longest, until the rest is within the limit, and what killed processes left
 * unfinished. Those that another process has loaded stay its own, as their files are open. Never throws.
 */
export async function bound(files: NodeFiles, folder: string, limit = LIMIT_BYTES): Promise<void> {
  const { fs, path } = files;
  const names = await fs.readdir(folder).catch(() => []);
  const held: { place: string; bytes: number; used: number }[] = [];
  for (const name of names.filter(isOwn)) {
    const place = path.join(folder, name);
    const used = (await fs.stat(place).catch(() => undefined))?.mtimeMs ?? 0;
    if (!name.startsWith(UNFINISHED)) held.push({ place, bytes: await bytesOf(files, place), used });
    else if (Date.now() - used > STALE_MS) await remove(files, place);
  }
  let left = held.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { place, bytes } of held.sort((a, b) => a.used - b.used).slice(0, -1)) {
    if (left <= limit) return;
    await remove(files, place);
    left -= bytes;
  }
}

/** Takes a folder away, where it can be. */
export async function remove({ fs }: NodeFiles, place: string): Promise<void> {
  await fs.rm(place, { recursive: true, force: true }).catch(() => {});
}

async function bytesOf({ fs, path }: NodeFiles, place: string): Promise<number> {
  const names = await fs.readdir(place).catch(() => []);
  const sizes = await Promise.all(names.map((name) => fs.stat(path.join(place, name)).catch(() => undefined)));
  return sizes.reduce((sum, found) => sum + (found?.size ?? 0), 0);
}
