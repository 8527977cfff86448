/** What the STREAMINFO block of a FLAC stream says (RFC 9639, section 8.2). */
export interface StreamInfo {
  readonly sampleRate: number;
  readonly channels: number;
  /** Undefined where the encoder didn't know. */
  readonly samples: number | undefined;
}

const BYTES = 34;

/** @param block the metadata block, its header of 4 bytes included. @returns undefined for another block or too few bytes. */
export function readStreamInfo(block: Uint8Array): StreamInfo | undefined {
  if (block.length < 4 + BYTES || (block[0]! & 0x7f) !== 0) return undefined;
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const packed = view.getBigUint64(14);
  const samples = Number(packed & 0xfffffffffn);
  return {
    sampleRate: Number(packed >> 44n),
    channels: Number((packed >> 41n) & 7n) + 1,
    samples: samples || undefined,
  };
}
