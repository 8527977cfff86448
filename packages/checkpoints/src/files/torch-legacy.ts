import { InputError } from '@audiate/protocol';
import { byteReader } from './byte-reader.js';
import type { ByteSource } from './byte-source.js';
import { type PickleNames, readPickle } from './pickle.js';
import type { TensorFile } from './tensor-file.js';
import { type TorchStorage, torchNames } from './torch-names.js';
import { torchTensors } from './torch-tensors.js';

/** `PROTO 2, LONG1` and the ten bytes of torch's magic number, as every such file begins. */
const MAGIC = [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e];

/** The pickles stand in front of the numbers; a state dict's takes some 150 bytes a tensor. */
const MAX_PICKLE_BYTES = 16 * 2 ** 20;

/** Whether it is a file of torch.save before torch 1.6, or with `_use_new_zipfile_serialization=False`. */
export async function isLegacyTorch(source: ByteSource): Promise<boolean> {
  if (source.size < MAGIC.length) return false;
  const start = await source.read(0, MAGIC.length);
  return MAGIC.every((byte, i) => start[i] === byte);
}

/**
 * Opens such a file: pickles of the magic number, the protocol, facts of the machine, the state dict and the list of
 * storages, then for each storage its count (8 bytes) and its numbers.
 * @throws InputError for a file that is truncated, damaged or hostile.
 */
export async function openLegacyTorch(source: ByteSource, name: string): Promise<TensorFile> {
  const window = await source.read(0, Math.min(source.size, MAX_PICKLE_BYTES));
  let position = 0;
  const storages = new Map<string, TorchStorage>();
  const admitted = torchNames(name);
  const names: PickleNames = {
    ...admitted,
    load(id) {
      const storage = admitted.load(id) as TorchStorage;
      const known = storages.get(storage.key);
      if (known && (known.count !== storage.count || known.dtype !== storage.dtype)) {
        throw new InputError(`${name} is damaged: two tensors tell different things of one storage`);
      }
      storages.set(storage.key, storage);
      return storage;
    },
  };
  const next = (): unknown => {
    const { value, length } = readPickle(window.subarray(position), names, name);
    position += length;
    return value;
  };
  const [, protocol, machine, state, keys] = [next(), next(), next(), next(), next()];
  if (protocol !== 1001 || !(machine instanceof Map) || machine.get('little_endian') !== true) {
    throw new InputError(`${name} is of an unknown version of torch.save or of a big-endian machine; save it again`);
  }
  if (!Array.isArray(keys)) throw new InputError(`${name} is damaged: it lists no storages`);
  const starts = await layOut(source, position, keys, storages, name);
  return torchTensors(state, source, async ({ key }) => starts.get(key)!, name);
}

async function layOut(
  source: ByteSource,
  from: number,
  keys: readonly unknown[],
  storages: ReadonlyMap<string, TorchStorage>,
  name: string,
): Promise<Map<string, number>> {
  const starts = new Map<string, number>();
  let position = from;
  for (const key of keys) {
    const storage = storages.get(key as string);
    if (!storage || starts.has(storage.key)) throw new InputError(`${name} is damaged: its list of storages is wrong`);
    const end = position + 8 + storage.count * storage.width;
    if (end > source.size)
      throw new InputError(`${name} is truncated: its numbers end at byte ${end} of ${source.size}`);
    const count = byteReader(await source.read(position, 8), name).u64();
    if (count !== storage.count) throw new InputError(`${name} is damaged: a storage has another length than it says`);
    starts.set(storage.key, position + 8);
    position = end;
  }
  if (starts.size !== storages.size || position !== source.size) {
    throw new InputError(`${name} is damaged: its storages are not what its tensors look at`);
  }
  return starts;
}
