import { nodeFiles } from '@audiate/protocol';
import type { AsyncBuffer } from 'hyparquet';

/** Ranges of a file, each opened for itself: nothing is left open. */
export async function onDisk(source: string | URL): Promise<AsyncBuffer> {
  const { fs } = nodeFiles("can't read a file");
  const { size: byteLength } = await fs.stat(source);
  return {
    byteLength,
    async slice(start, end = byteLength) {
      const handle = await fs.open(source, 'r');
      try {
        const bytes = new Uint8Array(end - start);
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
        if (bytesRead < bytes.length) throw new Error('the file has become shorter');
        return bytes.buffer;
      } finally {
        await handle.close();
      }
    },
  };
}
