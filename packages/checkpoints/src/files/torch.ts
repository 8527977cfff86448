import { InputError } from '@audiate/protocol';
import type { ByteSource } from './byte-source.js';
import { readPickle } from './pickle.js';
import type { TensorFile } from './tensor-file.js';
import { isLegacyTorch, openLegacyTorch } from './torch-legacy.js';
import { torchNames } from './torch-names.js';
import { torchTensors } from './torch-tensors.js';
import { locateEntry, readZipDirectory } from './zip.js';

/** The pickle of a state dict names tensors and holds no numbers: some 150 bytes for each. */
const MAX_PICKLE_BYTES = 16 * 2 ** 20;

/**
 * Opens what torch.save writes of a state dict: a zip archive of a pickle and one entry for each storage (torch ≥ 1.6),
 * or the older file of pickles. Nothing is executed: the pickle may name storages, tensors, parameters and ordered dicts.
 * @param name what errors call the file.
 * @throws InputError for a file that is truncated, damaged or hostile.
 */
export async function openTorch(source: ByteSource, name = 'pytorch_model.bin'): Promise<TensorFile> {
  if (await isLegacyTorch(source)) return openLegacyTorch(source, name);
  const entries = await readZipDirectory(source, name);
  const pickles = [...entries.keys()].filter((entry) => /^[^/]+\/data\.pkl$/.test(entry));
  if (pickles.length !== 1) throw new InputError(`${name} is a zip archive, but torch.save did not write it`);
  const folder = pickles[0]!.slice(0, -'data.pkl'.length);
  const entry = (path: string) => {
    const found = entries.get(folder + path);
    if (found) return found;
    throw new InputError(`${name} is damaged: it has no entry "${path}"`);
  };
  const readEntry = async (path: string, limit: number): Promise<Uint8Array> => {
    const thing = `entry "${path}" of ${name}`;
    if (entry(path).size > limit) {
      throw new InputError(`${thing} has ${entry(path).size} bytes, more than the ${limit} that a state dict needs`);
    }
    const { start } = await locateEntry(source, entry(path), thing);
    return source.read(start, entry(path).size);
  };
  if (entries.has(`${folder}byteorder`)) {
    const order = new TextDecoder().decode(await readEntry('byteorder', 16));
    if (order !== 'little') throw new InputError(`${name} has big-endian numbers; save it on a little-endian machine`);
  }
  const { value } = readPickle(await readEntry('data.pkl', MAX_PICKLE_BYTES), torchNames(name), name);
  const locate = async ({ key, count, width }: { key: string; count: number; width: number }) => {
    const path = `data/${key}`;
    if (entry(path).size !== count * width) {
      throw new InputError(
        `entry "${path}" of ${name} has ${entry(path).size} bytes, its pickle says ${count * width}`,
      );
    }
    return (await locateEntry(source, entry(path), `entry "${path}" of ${name}`)).start;
  };
  return torchTensors(value, source, locate, name);
}
