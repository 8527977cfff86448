import { InputError, show } from '@audiate/protocol';
import type { ByteSource } from './byte-source.js';
import { asObject } from './config.js';

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
 * processor_config.json or preprocessor_config.json (in this order, as transformers looks for them) and vocab.json.
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
      `${show(folder)} is not a folder; pass a local folder with config.json and model.safetensors, or { config, weights } (ids of the Hugging Face hub cannot be loaded yet)`,
    );
  }
  const readJson = async (name: string): Promise<unknown> => {
    const text = await fs.readFile(path.join(folder, name), 'utf8').catch(unlessMissing(name, folder));
    try {
      return text === undefined ? undefined : JSON.parse(text);
    } catch (error) {
      throw new InputError(`${name} in folder ${show(folder)} is not JSON: ${(error as Error).message}`);
    }
  };
  const config = await readJson('config.json');
  if (config === undefined) throw new InputError(`folder ${show(folder)} has no config.json`);
  const { feature_extractor: nested } = asObject(
    'processor_config.json',
    (await readJson('processor_config.json')) ?? {},
  );
  const preprocessor = nested ?? (await readJson('preprocessor_config.json'));
  const vocabulary = await readJson('vocab.json');
  const weights = path.join(folder, 'model.safetensors');
  const file = await fs.open(weights).catch(unlessMissing('model.safetensors', folder));
  if (!file) {
    throw new InputError(
      `folder ${show(folder)} has no model.safetensors; transformers' save_pretrained writes one (shards and pytorch_model.bin cannot be loaded)`,
    );
  }
  const read = async (start: number, length: number): Promise<Uint8Array> => {
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      const { bytesRead } = await file.read(bytes, done, Math.min(length - done, 2 ** 30), start + done);
      if (bytesRead === 0) throw new InputError(`${show(weights)} became shorter while it was read`);
      done += bytesRead;
    }
    return bytes;
  };
  const { size } = await file.stat();
  const name = path.basename(path.resolve(folder));
  return { name, config, preprocessor, vocabulary, weights: { size, read }, close: () => file.close() };
}

/** Turns "no such file" into undefined and any other failure into a sentence. */
function unlessMissing(name: string, folder: string): (error: NodeJS.ErrnoException) => undefined {
  return (error) => {
    if (error.code === 'ENOENT') return undefined;
    throw new InputError(`${name} in folder ${show(folder)} cannot be read: ${error.message}`);
  };
}

async function importNode() {
  if (typeof process === 'undefined' || !process.versions?.node) {
    throw new InputError('a checkpoint folder can be read in Node only; pass { config, weights } here');
  }
  return { fs: await import('node:fs/promises'), path: await import('node:path') };
}
