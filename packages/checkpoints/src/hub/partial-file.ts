import type { NodeModules } from '../disk/node.js';
import type { Checksum } from './checksum.js';
import { unwritable } from './unwritable.js';

/** A file that is not whole yet. Its methods throw InputError when the disk does not take it. */
export interface PartialFile {
  /** Bytes that are there. */
  readonly size: number;
  append(bytes: Uint8Array): Promise<void>;
  /** Begins anew. */
  clear(): Promise<void>;
  /** Hashes what is there. */
  feed(sum: Checksum): Promise<void>;
  /** It is whole: puts it in its place, in one step. */
  finish(target: string): Promise<void>;
  /** Closes it; what is there stays for the next time, unless the disk failed or nothing is there. */
  close(): Promise<void>;
}

const READ_BYTES = 2 ** 22;

/** Opens a partial file that exists. @param thing what errors call it. */
export async function openPartial(path: string, thing: string, { fs }: NodeModules): Promise<PartialFile> {
  let failed = false;
  let closed = false;
  const onDisk = async <T>(done: Promise<T>): Promise<T> => {
    try {
      return await done;
    } catch (error) {
      failed = true;
      throw unwritable(thing, path, error as NodeJS.ErrnoException);
    }
  };
  const file = await onDisk(fs.open(path, 'r+'));
  let { size } = await onDisk(file.stat());
  return {
    get size() {
      return size;
    },
    async append(bytes) {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await onDisk(file.write(bytes, done, bytes.length - done, size));
        done += bytesWritten;
        size += bytesWritten;
      }
    },
    async clear() {
      await onDisk(file.truncate(0));
      size = 0;
    },
    async feed(sum) {
      const buffer = new Uint8Array(READ_BYTES);
      for (let at = 0; at < size; ) {
        const { bytesRead } = await onDisk(file.read(buffer, 0, Math.min(READ_BYTES, size - at), at));
        if (bytesRead === 0) throw unwritable(thing, path, new Error('it became shorter meanwhile'));
        sum.add(buffer.subarray(0, bytesRead));
        at += bytesRead;
      }
    },
    async finish(target) {
      await onDisk(file.datasync());
      closed = true;
      await onDisk(file.close());
      await onDisk(fs.rename(path, target));
    },
    async close() {
      if (closed) return;
      await file.close();
      if (failed || size === 0) await fs.rm(path, { force: true }).catch(() => {});
    },
  };
}
