/** Of each byte, as `CRC_16` of RFC 9639 has it: x¹⁶ + x¹⁵ + x² + 1, the highest bit first. */
const TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x8005 : crc << 1;
  return crc;
});
/** A frame's header and footer are longer. */
const SHORTEST = 8;

/**
 * Where a frame of FLAC may end, in bytes: after its footer the checksum of all of it is 0. One in 65,536 bytes is so by accident.
 * @param bytes from the first of the frame on.
 */
export function* flacFrameEnds(bytes: Uint8Array): Generator<number> {
  if (bytes[0] !== 0xff || (bytes[1]! & 0xfe) !== 0xf8) return;
  let crc = 0;
  for (const [i, byte] of bytes.entries()) {
    crc = ((crc << 8) & 0xffff) ^ TABLE[(crc >> 8) ^ byte]!;
    if (crc === 0 && i >= SHORTEST) yield i + 1;
  }
}
