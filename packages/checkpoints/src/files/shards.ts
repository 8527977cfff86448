import { InputError, show } from '@audiate/protocol';
import type { ByteSource } from './byte-source.js';
import type { CheckpointSource } from './checkpoint-source.js';
import { checkPlainName, isObject } from './json.js';
import type { TensorFile } from './tensor-file.js';

/** The largest checkpoints have some hundred. */
const MAX_SHARDS = 1000;

/**
 * A checkpoint in several files, by its index `{ weight_map: { tensor: file } }`. A shard is opened when a tensor of it
 * is asked for, so that shards which are not needed are not downloaded.
 * @param index the parsed index. @param name what errors call it. @param open opens one shard.
 * @throws InputError when the index is not sound, or names a file outside the checkpoint's own folder.
 */
export function openShards(
  source: CheckpointSource,
  index: unknown,
  name: string,
  open: (bytes: ByteSource, name: string) => Promise<TensorFile>,
): TensorFile {
  const map = isObject(index) ? index.weight_map : undefined;
  if (!isObject(map)) throw new InputError(`weight_map in ${name} must be an object of file names, got ${show(map)}`);
  const suffix = name.slice(name.lastIndexOf('.', name.length - '.index.json'.length - 1), -'.index.json'.length);
  const fileOf = new Map<string, string>();
  for (const [tensor, file] of Object.entries(map)) {
    const plain = checkPlainName(`the file of tensor ${show(tensor)} in ${name}`, file);
    if (!plain.endsWith(suffix)) throw new InputError(`${name} names ${show(plain)}, which is not a ${suffix} file`);
    fileOf.set(tensor, plain);
  }
  const count = new Set(fileOf.values()).size;
  if (count > MAX_SHARDS) throw new InputError(`${name} names ${count} files, more than ${MAX_SHARDS}`);
  const opened = new Map<string, Promise<TensorFile>>();
  const openShard = async (file: string): Promise<TensorFile> => {
    const bytes = await source.open(file);
    if (!bytes) throw new InputError(`${source.place} has no ${file}, which ${name} names`);
    return open(bytes, file);
  };
  const shardOf = async (tensor: string): Promise<TensorFile> => {
    const file = fileOf.get(tensor);
    if (file === undefined) throw new InputError(`${name} has no tensor ${show(tensor)}`);
    const shard = await (opened.get(file) ?? opened.set(file, openShard(file)).get(file)!);
    if (!shard.has(tensor))
      throw new InputError(`${file} lacks the tensor ${show(tensor)}, which ${name} places there`);
    return shard;
  };
  return {
    name,
    has: (tensor) => fileOf.has(tensor),
    names: () => [...fileOf.keys()],
    shape: async (tensor) => (await shardOf(tensor)).shape(tensor),
    read: async (tensor) => (await shardOf(tensor)).read(tensor),
  };
}
