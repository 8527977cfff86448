import type { Store } from '../store/store.js';

/** A store whose files are a map's. `most` changes are made, then its program is as killed: the next one throws. */
export function memoryStore(
  files: Map<string, Uint8Array>,
  { source = 'memory', most = Number.POSITIVE_INFINITY } = {},
): Store {
  let changes = 0;
  const change = () => {
    if (changes++ >= most) throw new Error('killed');
  };
  const fileOf = (name: string): Uint8Array => {
    const bytes = files.get(name);
    if (bytes) return bytes;
    throw new Error(`there is no ${name}`);
  };
  return {
    source,
    has: async (name) => files.has(name),
    read: async (name) => fileOf(name),
    async open(name) {
      const bytes = fileOf(name);
      return {
        byteLength: bytes.length,
        slice: async (start, end) => new Uint8Array(bytes.subarray(start, end)).buffer,
      };
    },
    async write(name, bytes) {
      change();
      files.set(name, typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
    },
    async remove(name) {
      change();
      files.delete(name);
    },
  };
}
