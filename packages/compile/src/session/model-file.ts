import type { External } from '../onnx/encode.js';

/** A model and its weights in a temporary folder, gone when `use` has ended. */
export async function withModelFile<T>(
  encode: (external: External) => Uint8Array,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const [fs, os, path] = await Promise.all([import('node:fs'), import('node:os'), import('node:path')]);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'audiate-'));
  try {
    const location = 'weights.bin';
    const file = fs.openSync(path.join(folder, location), 'w');
    let size = 0;
    const append = (bytes: Uint8Array): number => {
      const begin = Math.ceil(size / PAGE) * PAGE;
      for (let done = 0; done < bytes.length; ) {
        done += fs.writeSync(file, bytes, done, bytes.length - done, begin + done);
      }
      size = begin + bytes.length;
      return begin;
    };
    const model = path.join(folder, 'model.onnx');
    try {
      fs.writeFileSync(model, encode({ location, append }));
    } finally {
      fs.closeSync(file);
    }
    return await use(model);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Weights begin at whole pages, so that they can be mapped. */
const PAGE = 4096;
