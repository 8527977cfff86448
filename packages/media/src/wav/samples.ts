import { g711Samples } from './g711.js';

/** How a sample is written. */
export type Encoding = 'pcm' | 'float' | 'alaw' | 'mulaw';

/**
 * Reads the sample at a byte: PCM ÷ 2^(bits − 1), 8 bits and fewer counted from 128, floats as stored, G.711 expanded
 * to 16 bits.
 */
export function sampleReader(
  data: DataView,
  { encoding, sampleBytes }: { readonly encoding: Encoding; readonly sampleBytes: number },
  littleEndian: boolean,
): (at: number) => number {
  if (encoding === 'alaw' || encoding === 'mulaw') {
    const samples = g711Samples(encoding);
    return (at) => samples[data.getUint8(at)]!;
  }
  if (encoding === 'float') {
    return sampleBytes === 4 ? (at) => data.getFloat32(at, littleEndian) : (at) => data.getFloat64(at, littleEndian);
  }
  switch (sampleBytes) {
    case 1:
      return (at) => (data.getUint8(at) - 128) / 2 ** 7;
    case 2:
      return (at) => data.getInt16(at, littleEndian) / 2 ** 15;
    case 3:
      return littleEndian
        ? (at) => ((data.getInt8(at + 2) << 16) | data.getUint16(at, true)) / 2 ** 23
        : (at) => ((data.getInt8(at) << 16) | data.getUint16(at + 1, false)) / 2 ** 23;
    case 4:
      return (at) => data.getInt32(at, littleEndian) / 2 ** 31;
    default:
      return (at) => Number(data.getBigInt64(at, littleEndian)) / 2 ** 63;
  }
}
