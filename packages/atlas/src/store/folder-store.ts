import { onDisk } from '@audiate/dataset/ranges';
import { readPlainFile, writeWhole } from '@audiate/media';
import { InputError, nodeFiles, show } from '@audiate/protocol';
import { MAX_STORED_BYTES, type Store } from './store.js';

const ADDRESS = /^[a-z][a-z\d+.-]+:\//i;

/**
 * A folder of this machine, or one that several see. It is made when something is written.
 * @throws InputError for an address.
 */
export function folderStore(folder: string): Store {
  if (ADDRESS.test(folder)) {
    throw new InputError(`${show(folder)} is an address, not a folder; a bucket is s3://bucket/prefix, by s3Store`);
  }
  const { fs, path } = nodeFiles(`can't write to the folder ${show(folder)}`);
  const placeOf = (name: string) => path.join(folder, name);
  const unreadable = (name: string) => (error: Error) => {
    throw new InputError(`can't read ${show(placeOf(name))}: ${error.message}`, { cause: error });
  };
  return {
    source: folder,
    folder,
    has: (name) =>
      fs.stat(placeOf(name)).then(
        (found) => found.isFile(),
        (error) => {
          if (isAbsent(error)) return false;
          throw new InputError(`can't look for ${show(placeOf(name))}: ${error.message}`, { cause: error });
        },
      ),
    read: (name, most = MAX_STORED_BYTES) => readPlainFile(placeOf(name), most).catch(unreadable(name)),
    async open(name) {
      const file = await onDisk(placeOf(name)).catch(unreadable(name));
      return { byteLength: file.byteLength, slice: async (start, end) => file.slice(start, end) };
    },
    async write(name, bytes) {
      const file = placeOf(name);
      await writeWhole(path.dirname(file), new Map([[path.basename(file), bytes]]));
    },
    async remove(name) {
      try {
        await fs.rm(placeOf(name));
      } catch (error) {
        if (isAbsent(error)) return;
        throw new InputError(`can't remove ${show(placeOf(name))}: ${(error as Error).message}`, { cause: error });
      }
    },
  };
}

/** Whether there is no such file. Any other failure, of a network's file system or of a right to read, says nothing of it. */
const isAbsent = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code!);
