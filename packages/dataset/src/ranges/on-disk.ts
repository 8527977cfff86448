import { nodeFiles, nodeModule } from '@audiate/protocol';
import type { AsyncBuffer } from 'hyparquet';

/**
 * Ranges of a plain file, each opened for itself: nothing is left open.
 * @param source its path or its `file:` address.
 * @throws the system's error, such as ENOENT, or an Error for a folder, a pipe or a device, and for a range beyond the file.
 */
export async function onDisk(source: string | URL): Promise<AsyncBuffer> {
  const { fs } = nodeFiles("can't read a file");
  const file = /^file:/i.test(String(source)) ? nodeModule('node:url').fileURLToPath(source) : source;
  // Without O_NONBLOCK, which Windows lacks, to open a pipe waits for a writer.
  const flags = fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0);
  const opened = async <T>(
    use: (handle: Awaited<ReturnType<typeof fs.open>>, size: number) => Promise<T>,
  ): Promise<T> => {
    const handle = await fs.open(file, flags);
    try {
      const found = await handle.stat();
      if (!found.isFile()) throw new Error(`it is ${found.isDirectory() ? 'a folder' : 'a pipe or a device'}, no file`);
      return await use(handle, found.size);
    } finally {
      await handle.close();
    }
  };
  const byteLength = await opened(async (_, size) => size);
  return {
    byteLength,
    slice: (start, end = byteLength) =>
      opened(async (handle) => {
        // Offsets are the file's own claims.
        if (!(start >= 0 && start <= end && end <= byteLength))
          throw new Error('a part lies beyond the end of the file');
        const bytes = new Uint8Array(end - start);
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
        if (bytesRead < bytes.length) throw new Error('the file has become shorter');
        return bytes.buffer;
      }),
  };
}
