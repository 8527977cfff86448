import { type NodeFiles, nodeFiles, nodeModule } from '@audiate/protocol';
import { type Encode, encodeApart, WEIGHTS } from './apart.js';

/** A model's file in a folder of its own, beside that of its weights. */
export const MODEL = 'model.onnx';

/** Node's files, to write programs. @throws InputError outside Node. */
export const programFiles = (): NodeFiles => nodeFiles("can't write a program");

/**
 * A model and its weights in a temporary folder, gone when `use` has ended.
 * @returns what `use` gives, and `remove`, which takes the folder away where that failed: Windows keeps mapped files.
 */
export async function withModelFile<T>(
  encode: Encode,
  use: (path: string) => Promise<T>,
): Promise<{ result: T; remove(): Promise<void> }> {
  const files = programFiles();
  const folder = await files.fs.mkdtemp(files.path.join(nodeModule('node:os').tmpdir(), 'audiate-'));
  const remove = () => files.fs.rm(folder, { recursive: true, force: true }).catch(() => {});
  try {
    return { result: await use(await writeModel(files, folder, encode)), remove };
  } finally {
    await remove();
  }
}

/**
 * Writes a model and its weights into a folder. Each weight is read when its turn comes, and written as it stands, without a
 * copy, while the event loop goes on.
 * @returns the model's path.
 */
export async function writeModel({ fs, path }: NodeFiles, folder: string, encode: Encode): Promise<string> {
  const { model: bytes, weights } = encodeApart(encode, PAGE);
  const model = path.join(folder, MODEL);
  await fs.writeFile(model, bytes);
  const file = await fs.open(path.join(folder, WEIGHTS), 'w');
  try {
    for (const { begin, read } of weights.parts) {
      const bytes = read();
      for (let done = 0; done < bytes.length; ) {
        done += (await file.write(bytes, done, bytes.length - done, begin + done)).bytesWritten;
      }
    }
  } finally {
    await file.close();
  }
  return model;
}

/** Weights begin at whole pages, so that they can be mapped. */
const PAGE = 4096;
