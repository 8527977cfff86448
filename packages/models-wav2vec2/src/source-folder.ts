import { InputError, show } from '@audiate/protocol';
import type { ByteSource } from './byte-source.js';

/** A checkpoint's files. The JSON ones are parsed; `undefined` where there is none. */
export interface CheckpointFiles {
  readonly name: string;
  readonly config: unknown;
  readonly preprocessor: unknown;
  readonly vocabulary: unknown;
  readonly weights: ByteSource;
  close(): Promise<void>;
}

/**
 * Opens a local folder in Hugging Face's layout: config.json, model.safetensors and, where they are,
 * preprocessor_config.json (or processor_config.json) and vocab.json.
 * @throws InputError when it is not a folder or lacks a file, and outside Node.
 */
export async function openFolder(folder: string): Promise<CheckpointFiles> {
  const { fs, path } = await importNode();
  const isFolder = await fs.stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) {
    throw new InputError(
      `${show(folder)} is not a folder; pass a local folder with config.json and model.safetensors (hub ids cannot be loaded yet) or { config, weights }`,
    );
  }
  const readJson = async (name: string): Promise<unknown> => {
    const text = await fs.readFile(path.join(folder, name), 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new InputError(`${name} in ${show(folder)} is not JSON: ${(error as Error).message}`);
    }
  };
  const config = await readJson('config.json');
  if (config === undefined) throw new InputError(`folder ${show(folder)} has no config.json`);
  const processor = (await readJson('processor_config.json')) as { feature_extractor?: unknown } | undefined;
  const file = await fs.open(path.join(folder, 'model.safetensors')).catch(() => {
    throw new InputError(
      `folder ${show(folder)} has no model.safetensors; save the model by save_pretrained of transformers to get one`,
    );
  });
  const size = (await file.stat()).size;
  return {
    name: path.basename(path.resolve(folder)),
    config,
    preprocessor: processor?.feature_extractor ?? (await readJson('preprocessor_config.json')),
    vocabulary: await readJson('vocab.json'),
    weights: {
      size,
      async read(start, length) {
        const bytes = new Uint8Array(length);
        for (let done = 0; done < length; ) {
          const { bytesRead } = await file.read(bytes, done, Math.min(length - done, 2 ** 30), start + done);
          if (bytesRead === 0)
            throw new InputError(`model.safetensors in ${show(folder)} became shorter while it was read`);
          done += bytesRead;
        }
        return bytes;
      },
    },
    close: () => file.close(),
  };
}

async function importNode() {
  try {
    return { fs: await import('node:fs/promises'), path: await import('node:path') };
  } catch {
    throw new InputError('a checkpoint folder can be read in Node only; pass { config, weights } here');
  }
}
