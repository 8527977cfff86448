/** Bytes as base64, without Node's Buffer. */
export function toBase64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  // String.fromCharCode takes its bytes as arguments, of which engines allow some 10,000s.
  for (let at = 0; at < bytes.length; at += 0x8000) {
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  }
  return btoa(pieces.join(''));
}

/** The bytes that a base64 text stands for. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
