import type { AsyncBuffer } from 'hyparquet';

/** Ranges of bytes at hand. */
export function inMemory(bytes: Uint8Array): AsyncBuffer {
  const { buffer, byteOffset, byteLength } = bytes;
  return {
    byteLength,
    slice: (start = 0, end = byteLength) => buffer.slice(byteOffset + start, byteOffset + end) as ArrayBuffer,
  };
}
