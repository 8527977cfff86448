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
