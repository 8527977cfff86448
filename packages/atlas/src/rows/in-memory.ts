import type { AsyncBuffer } from 'hyparquet';

/** Bytes as hyparquet reads a file. */
export function inMemory(bytes: Uint8Array): AsyncBuffer {
  return {
    byteLength: bytes.length,
    // Of a Buffer, `slice` would be a view.
    slice: (start, end) => new Uint8Array(bytes.subarray(start, end)).buffer,
  };
}
