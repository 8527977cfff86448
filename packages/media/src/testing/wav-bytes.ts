/** Builds WAV files with faults for tests. */
export interface Fields {
  readonly tag?: number;
  readonly channels?: number;
  readonly bits?: number;
  readonly block?: number;
  readonly rate?: number;
  readonly extension?: readonly number[];
  readonly bigEndian?: boolean;
}

/** A number in bytes, little-endian unless told otherwise. */
export function bytesOf(value: number, count: number, bigEndian = false): number[] {
  const bytes = Array.from({ length: count }, (_, i) => Math.floor(value / 256 ** i) % 256);
  return bigEndian ? bytes.reverse() : bytes;
}

/** A chunk with its pad byte. */
export function chunk(id: string, body: ArrayLike<number>, claimedBytes = body.length, bigEndian = false): number[] {
  const size = bytesOf(claimedBytes, 4, bigEndian);
  return [...Buffer.from(id, 'latin1'), ...size, ...Array.from(body), ...(body.length % 2 ? [0] : [])];
}

/** A file of chunks; its RIFF size is 0, which no reader should mind. */
export function wav(...chunks: readonly ArrayLike<number>[]): Uint8Array {
  return riff('RIFF', ...chunks);
}

/** A file of chunks under another name than RIFF. */
export function riff(id: string, ...chunks: readonly ArrayLike<number>[]): Uint8Array {
  return Uint8Array.from([...Buffer.from(`${id}\0\0\0\0WAVE`, 'latin1'), ...chunks.flatMap((c) => Array.from(c))]);
}

/** A `fmt ` chunk: int16, mono, 16 kHz unless told otherwise. */
export function format(fields: Fields = {}): number[] {
  const { tag = 1, channels = 1, bits = 16, rate = 16_000, bigEndian = false, extension = [] } = fields;
  const { block = channels * Math.ceil(bits / 8) } = fields;
  const number = (value: number, count: number) => bytesOf(value, count, bigEndian);
  const body = [
    ...number(tag, 2),
    ...number(channels, 2),
    ...number(rate, 4),
    ...number(rate * block, 4),
    ...number(block, 2),
    ...number(bits, 2),
    ...extension,
  ];
  return chunk('fmt ', body, body.length, bigEndian);
}

/** The extension of WAVE_FORMAT_EXTENSIBLE with Microsoft's GUID, its last byte as given. */
export function guid(tag: number, { valid = 24, last = 0x71 } = {}): number[] {
  return [...[22, 0, valid, 0, 3, 0, 0, 0], ...[tag, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, last]];
}
