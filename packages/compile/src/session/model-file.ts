import { nodeModule } from '@audiate/protocol';
import type { External } from '../onnx/encode.js';

/**
 * A model and its weights in a temporary folder, gone when `use` has ended. The weights are written as they stand,
 * without a copy, while the event loop goes on.
 * @returns what `use` gives, and `remove`, which takes the folder away where that failed: Windows keeps mapped files.
 */
export async function withModelFile<T>(
  encode: (external: External) => Uint8Array,
  use: (path: string) => Promise<T>,
): Promise<{ result: T; remove(): Promise<void> }> {
  const fs = nodeModule('node:fs/promises');
  const os = nodeModule('node:os');
  const path = nodeModule('node:path');
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'audiate-'));
  const remove = () => fs.rm(folder, { recursive: true, force: true }).catch(() => {});
  try {
    const location = 'weights.bin';
    const parts: { begin: number; bytes: Uint8Array }[] = [];
    let size = 0;
    const append = (bytes: Uint8Array): number => {
      const begin = Math.ceil(size / PAGE) * PAGE;
      size = begin + bytes.length;
      parts.push({ begin, bytes });
      return begin;
    };
    const model = path.join(folder, 'model.onnx');
    await fs.writeFile(model, encode({ location, append }));
    const file = await fs.open(path.join(folder, location), 'w');
    try {
      for (const { begin, bytes } of parts) {
        for (let done = 0; done < bytes.length; ) {
          done += (await file.write(bytes, done, bytes.length - done, begin + done)).bytesWritten;
        }
      }
    } finally {
      await file.close();
    }
    return { result: await use(model), remove };
  } finally {
    await remove();
  }
}

/** Weights begin at whole pages, so that they can be mapped. */
const PAGE = 4096;
