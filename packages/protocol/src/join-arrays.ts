/** Numbers, one array after another, as one new array. @param parts may be none: the answer is empty then. */
export function joinNumbers(parts: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  return filled(new Float32Array(lengthOf(parts)), parts);
}

/** Bytes, one array after another, as one new array. @param parts may be none: the answer is empty then. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return filled(new Uint8Array(lengthOf(parts)), parts);
}

function lengthOf(parts: readonly ArrayLike<number>[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

function filled<A extends Float32Array | Uint8Array>(whole: A, parts: readonly ArrayLike<number>[]): A {
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
