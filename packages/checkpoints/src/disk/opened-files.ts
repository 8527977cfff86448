import { InputError, show } from '@audiate/protocol';
import type { ByteSource } from '../files/byte-source.js';
import type { NodeModules } from './node.js';

/** Files on a disk, opened one after another and closed together. */
export interface OpenedFiles {
  /**
   * A file's bytes; undefined where there is no such file.
   * @throws InputError for any other failure.
   */
  open(path: string): Promise<ByteSource | undefined>;
  close(): Promise<void>;
}

/** More than this is not asked of the system at once. */
const MAX_READ = 2 ** 30;

/** Opens files for reading. */
export function openedFiles({ fs }: NodeModules): OpenedFiles {
  const closing: (() => Promise<void>)[] = [];
  return {
    async open(path) {
      const absent = (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
        throw unreadable(path, error);
      };
      // To open a pipe would wait for its other end.
      const there = await fs.stat(path).catch(absent);
      if (there && !there.isFile()) throw new InputError(`${show(path)} is not a file`);
      const file = there && (await fs.open(path).catch(absent));
      if (!file) return undefined;
      closing.push(() => file.close());
      const found = await file.stat();
      return {
        size: found.size,
        async read(start, length) {
          const bytes = new Uint8Array(length);
          for (let done = 0; done < length; ) {
            const { bytesRead } = await file
              .read(bytes, done, Math.min(length - done, MAX_READ), start + done)
              .catch((error: Error) => Promise.reject(unreadable(path, error)));
            if (bytesRead === 0) throw new InputError(`${show(path)} became shorter while it was read`);
            done += bytesRead;
          }
          return bytes;
        },
      };
    },
    async close() {
      await Promise.all(closing.splice(0).map((close) => close()));
    },
  };
}

/** What a file that cannot be read means; an InputError as it is. */
export function unreadable(path: string, error: Error): InputError {
  return error instanceof InputError ? error : new InputError(`${show(path)} cannot be read: ${error.message}`);
}
