import { bytesGiven, bytesInMemory, type CheckpointSource, isObject } from '@audiate/checkpoints';

/** Files in memory by their names: bytes, and JSON files as they are or parsed. */
export type DictionaryFiles = Readonly<Record<string, Uint8Array | ArrayBuffer | object>>;

/** Files in memory as if they lay in a folder. */
export function filesGiven(files: DictionaryFiles): CheckpointSource {
  return {
    name: 'dictionary',
    place: 'what is given',
    async open(file) {
      if (!Object.hasOwn(files, file)) return undefined;
      const given = files[file];
      const isJson = file.endsWith('.json') && isObject(given) && !isBytes(given);
      return isJson ? bytesInMemory(new TextEncoder().encode(JSON.stringify(given))) : bytesGiven(file, given, file);
    },
    close: async () => {},
  };
}

const isBytes = (given: unknown): boolean => given instanceof ArrayBuffer || ArrayBuffer.isView(given);
