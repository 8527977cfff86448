import { InputError } from '@audiate/protocol';
import type { Encoding } from './samples.js';

/** What the `fmt ` chunk says. */
export interface Format {
  readonly encoding: Encoding;
  /** Bytes of one sample of one channel, its padding included. */
  readonly sampleBytes: number;
  /** Whether a byte of padding belongs to each sample, above or below it: 24 bits in 4 bytes. */
  readonly padded: boolean;
  readonly channelCount: number;
  readonly sampleRate: number;
}

const EXTENSIBLE = 0xfffe;
/** The last 14 bytes of a GUID whose first two are a plain tag: Microsoft's, and those of ambisonic B-format. */
const GUID_TAILS = ['000000001000800000aa00389b71', '00002107d3118644c8c1ca000000'];
const MAX_CHANNELS = 256;
const MAX_RATE = 10_000_000;
/** Formats that are met and not read: mmreg.h. */
const NAMES: Readonly<Record<number, string>> = {
  2: 'Microsoft ADPCM',
  17: 'IMA ADPCM',
  49: 'GSM 6.10',
  80: 'MPEG audio',
  20: 'G.723',
  32: 'Yamaha ADPCM',
  64: 'G.721',
  69: 'G.726',
  87: 'AMR',
  88: 'AMR wide band',
  85: 'MP3',
  101: 'G.722',
  353: 'Windows Media Audio',
  354: 'Windows Media Audio',
  255: 'AAC',
  655: 'G.722',
  5632: 'AAC',
  5648: 'AAC',
  8192: 'AC-3',
  8193: 'DTS',
  28751: 'Opus',
  61868: 'FLAC',
  26447: 'Ogg Vorbis',
};
const CHOICES =
  'PCM of 1 to 32 and of 64 bits, float32, float64, µ-law and A-law are read; convert it by ffmpeg -i in.wav out.wav';

/**
 * Reads a `fmt ` chunk. A sample takes its bits rounded up to bytes; frames of 0 bytes, or of fewer than their samples
 * take, are a sloppy writer's and passed over. Longer ones are refused, as readers disagree about them, but for 24 bits in 4
 * bytes, where the samples themselves tell what is meant.
 * @throws InputError for a format that is not read, by its name where it has one, and for facts out of range.
 */
export function readFormat(chunk: DataView, littleEndian: boolean): Format {
  if (chunk.byteLength < 16) throw new InputError(`the WAV file's "fmt " chunk has ${chunk.byteLength} bytes, not 16`);
  const uint16 = (at: number) => chunk.getUint16(at, littleEndian);
  const [channelCount, sampleRate] = [uint16(2), chunk.getUint32(4, littleEndian)];
  const [frameBytes, bits] = [uint16(12), uint16(14)];
  const { encoding, sampleBytes } = encodingOf(
    uint16(0) === EXTENSIBLE ? extendedTag(chunk, littleEndian) : uint16(0),
    bits,
  );
  if (channelCount < 1 || channelCount > MAX_CHANNELS) {
    throw new InputError(`the WAV file claims ${channelCount} channels; 1 to ${MAX_CHANNELS} are read`);
  }
  if (sampleRate < 1 || sampleRate > MAX_RATE) {
    throw new InputError(`the WAV file claims a sample rate of ${sampleRate} Hz; 1 to ${MAX_RATE} are read`);
  }
  const padded = encoding === 'pcm' && sampleBytes === 3 && frameBytes === 4 * channelCount;
  if (frameBytes > channelCount * sampleBytes && !padded) {
    throw new InputError(
      `the WAV file claims frames of ${frameBytes} bytes, but ${channelCount} channels of ${bits} bits take ${channelCount * sampleBytes}, and readers disagree about the rest; save it again as PCM of 16 or 24 bits`,
    );
  }
  return { encoding, sampleBytes: padded ? 4 : sampleBytes, padded, channelCount, sampleRate };
}

function encodingOf(tag: number, bits: number): Pick<Format, 'encoding' | 'sampleBytes'> {
  const sampleBytes = Math.ceil(bits / 8);
  if (tag === 1 && bits >= 1 && (bits <= 32 || bits === 64)) return { encoding: 'pcm', sampleBytes };
  if (tag === 3 && (bits === 32 || bits === 64)) return { encoding: 'float', sampleBytes };
  if (tag === 6) return { encoding: 'alaw', sampleBytes: 1 };
  if (tag === 7) return { encoding: 'mulaw', sampleBytes: 1 };
  const name = NAMES[tag];
  if (name) throw new InputError(`the WAV file holds ${name} (format 0x${tag.toString(16)}); ${CHOICES}`);
  throw new InputError(`the WAV file's samples have format ${tag} of ${bits} bits; ${CHOICES}`);
}

/** WAVE_FORMAT_EXTENSIBLE: the tag stands in a GUID at byte 24. Its valid bits are the upper ones of a sample. */
function extendedTag(chunk: DataView, littleEndian: boolean): number {
  if (chunk.byteLength < 40) {
    throw new InputError(
      `the WAV file's "fmt " chunk has ${chunk.byteLength} bytes, its extended format takes 40; save it again as PCM of 16 or 24 bits`,
    );
  }
  const hex = (at: number) => chunk.getUint8(at).toString(16).padStart(2, '0');
  const tail = Array.from({ length: 14 }, (_, i) => hex(26 + i)).join('');
  if (!GUID_TAILS.includes(tail))
    throw new InputError(`the WAV file's samples have an unknown extended format; ${CHOICES}`);
  return chunk.getUint16(24, littleEndian);
}
