/**
 * GPT-2's way to write bytes as characters (`bytes_to_unicode`): printable ones of Latin-1 stand for themselves, the others
 * are counted from 256 on, so that "Ġ" is a space.
 */
const BYTES: ReadonlyMap<string, number> = (() => {
  const plain = (byte: number) => (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  let next = 256;
  return new Map(
    Array.from({ length: 256 }, (_, byte) => [String.fromCharCode(plain(byte) ? byte : next++), byte] as const),
  );
})();

/** The text of a token of byte-level BPE; the token itself where it is a part of a character, or no such token. */
export function textOf(token: string): string {
  const bytes = [...token].map((character) => BYTES.get(character));
  if (bytes.some((byte) => byte === undefined)) return token;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes as number[]));
  } catch {
    return token;
  }
}
