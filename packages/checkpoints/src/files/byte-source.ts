import { InputError, show } from '@audiate/protocol';

/** Bytes that can be read piece by piece, so that only what is needed is read. */
export interface ByteSource {
  /** Length in bytes. */
  readonly size: number;
  /** Exactly `length` bytes from `start` on. */
  read(start: number, length: number): Promise<Uint8Array>;
}

/** Bytes that are in memory already; what is read are views on them, not copies. */
export function bytesInMemory(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.byteLength,
    read: async (start, length) => bytes.subarray(start, start + length),
  };
}

/** A Blob's bytes; those that are asked for are read. */
export function bytesOfBlob(blob: Blob): ByteSource {
  return {
    size: blob.size,
    read: async (start, length) => new Uint8Array(await blob.slice(start, start + length).arrayBuffer()),
  };
}

/**
 * Bytes that a caller gave.
 * @param thing what errors call them. @param file the file whose bytes they should be.
 * @throws InputError for anything but a Uint8Array or ArrayBuffer.
 */
export function bytesGiven(thing: string, given: unknown, file: string): ByteSource {
  const bytes = given instanceof ArrayBuffer ? new Uint8Array(given) : given;
  if (bytes instanceof Uint8Array) return bytesInMemory(bytes);
  throw new InputError(`${thing} must be a Uint8Array or ArrayBuffer of ${file}, got ${show(given)}`);
}
