import { loadDisk } from './disk.js';

/**
 * Reads a regular file. A pipe, which would be waited for, a device or a folder in its place is refused, and so is a file
 * longer than `maxBytes`.
 * @throws the system's error, such as ENOENT, or an Error that says what is there instead.
 */
export async function readPlainFile(file: string, maxBytes: number): Promise<Uint8Array> {
  const { fs } = loadDisk(`can't read ${JSON.stringify(file)}`);
  // Without O_NONBLOCK, which Windows lacks, to open a pipe waits for a writer.
  const handle = await fs.open(file, fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0));
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw new Error(`it is ${found.isDirectory() ? 'a folder' : 'a pipe or a device'}, no file`);
    if (found.size > maxBytes) throw new Error(`it is longer than ${maxBytes} bytes`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
