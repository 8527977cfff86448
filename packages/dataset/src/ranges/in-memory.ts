import type { AsyncBuffer } from 'hyparquet';

/** Ranges of bytes at hand, as hyparquet reads a file. Each is a copy; one beyond the end is cut there. */
export function inMemory(bytes: Uint8Array): AsyncBuffer {
  return {
    byteLength: bytes.length,
    // Of a Buffer, `slice` would be a view; of its ArrayBuffer, it would reach beyond these bytes.
    slice: (start, end) => new Uint8Array(bytes.subarray(start, end)).buffer,
  };
}
