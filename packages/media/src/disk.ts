import { type NodeFiles, nodeFiles, nodeModule } from '@audiate/protocol';
import { codeOf } from './disk-errors.js';

/** Node's modules for files. */
export interface Disk extends NodeFiles {
  readonly os: typeof import('node:os');
}

/** @throws InputError outside of Node. @param purpose as the message begins: `can't write to the folder "out"`. */
export function loadDisk(purpose: string): Disk {
  return { ...nodeFiles(purpose), os: nodeModule('node:os') };
}

/** Writes a new file and waits until the disk has it. */
export async function writeSynced({ fs }: Disk, file: string, content: Uint8Array | string): Promise<void> {
  const handle = await fs.open(file, 'wx');
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Waits until the disk has the names in a folder, where the system can say so: Windows opens no folders. */
export async function syncFolder({ fs }: Disk, folder: string): Promise<void> {
  const handle = await fs.open(folder, 'r').catch((error) => {
    if (['EISDIR', 'EPERM', 'EACCES'].includes(codeOf(error) ?? '')) return undefined;
    throw error;
  });
  try {
    await handle?.sync().catch((error) => {
      if (!['EINVAL', 'ENOTSUP', 'EPERM', 'EBADF'].includes(codeOf(error) ?? '')) throw error;
    });
  } finally {
    await handle?.close();
  }
}

/**
 * What is at a path, links followed; nothing where nothing is there.
 * @throws an error that says so for a link that leads nowhere: a folder can't be made in its place.
 */
export async function statAt({ fs, path }: Disk, at: string) {
  const found = await unlessGone(fs.stat(at));
  if (found || !(await unlessGone(fs.lstat(at)))) return found;
  throw new Error(`${JSON.stringify(path.basename(at))} is a link that leads nowhere`);
}

/** Runs `body`, which is to find a thing gone at times: a file that is not there gives `undefined`. */
export async function unlessGone<T>(body: Promise<T>): Promise<T | undefined> {
  return body.catch((error) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
}
