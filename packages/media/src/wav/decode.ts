import { InputError, show } from '@audiate/protocol';
import { type Chunk, readChunks } from './chunks.js';

/** What a WAV file holds. */
export interface DecodedWav {
  /** One array a channel, all of one length, nominally in [−1, 1]. */
  readonly channels: Float32Array<ArrayBuffer>[];
  /** In Hz. */
  readonly sampleRate: number;
}

const PCM = 1;
const IEEE_FLOAT = 3;
const EXTENSIBLE = 0xfffe;
/** The last 14 bytes of a WAVE_FORMAT_EXTENSIBLE GUID whose first two bytes are a plain format tag. */
const GUID_TAIL = '000000001000800000aa00389b71';
const CHOICES = 'int16, int24 and float32 are read';
const MAX_CHANNELS = 256;

/**
 * Reads a WAV file: int16, int24 (÷ 2¹⁵, ÷ 2²³) and float32 (as stored), any number of channels up to 256. Chunks other
 * than `fmt ` and `data` are passed over. Memory and time are bounded by the length of `bytes`, whatever the file claims;
 * a file without samples gives empty channels.
 * @throws InputError for a file that is not a WAV, is truncated, contradicts itself, or holds another sample format.
 */
export function decodeWav(bytes: Uint8Array): DecodedWav {
  if (!(bytes instanceof Uint8Array)) throw new InputError(`a WAV file must be a Uint8Array, got ${show(bytes)}`);
  const { format, data } = findChunks(bytes);
  const { tag, bits, channelCount, blockBytes, sampleRate } = readFormat(format);
  if (data.byteLength % blockBytes !== 0) {
    throw new InputError(
      `the WAV file's data chunk holds ${data.byteLength} bytes, not a multiple of its frame of ${blockBytes} bytes`,
    );
  }
  const read = sampleReader(data, tag, bits);
  const frames = data.byteLength / blockBytes;
  const channels = Array.from({ length: channelCount }, (_, c) => {
    const samples = new Float32Array(frames);
    for (let i = 0; i < frames; i++) samples[i] = read(i * blockBytes + (c * bits) / 8);
    return samples;
  });
  return { channels, sampleRate };
}

function findChunks(bytes: Uint8Array): { format: DataView; data: DataView } {
  let format: DataView | undefined;
  for (const chunk of readChunks(bytes)) {
    if (chunk.id === 'fmt ') format ??= whole(chunk);
    if (chunk.id !== 'data') continue;
    if (!format) throw new InputError('the WAV file has no "fmt " chunk before its data');
    return { format, data: whole(chunk) };
  }
  throw new InputError(`the WAV file has no ${format ? 'data' : '"fmt "'} chunk; it may be truncated`);
}

function whole({ id, claimedBytes, body }: Chunk): DataView {
  if (body.byteLength === claimedBytes) return body;
  throw new InputError(
    `the WAV file is truncated: its ${show(id)} chunk claims ${claimedBytes} bytes, ${body.byteLength} are there`,
  );
}

interface Format {
  readonly tag: number;
  readonly bits: number;
  readonly channelCount: number;
  readonly blockBytes: number;
  readonly sampleRate: number;
}

function readFormat(chunk: DataView): Format {
  if (chunk.byteLength < 16) throw new InputError(`the WAV file's "fmt " chunk has ${chunk.byteLength} bytes, not 16`);
  const [claimedTag, channelCount] = [chunk.getUint16(0, true), chunk.getUint16(2, true)];
  const [sampleRate, blockBytes, bits] = [
    chunk.getUint32(4, true),
    chunk.getUint16(12, true),
    chunk.getUint16(14, true),
  ];
  const tag = claimedTag === EXTENSIBLE ? extendedTag(chunk) : claimedTag;
  const known = (tag === PCM && (bits === 16 || bits === 24)) || (tag === IEEE_FLOAT && bits === 32);
  if (!known) throw new InputError(`the WAV file's samples have format ${tag} of ${bits} bits; ${CHOICES}`);
  if (channelCount < 1 || channelCount > MAX_CHANNELS) {
    throw new InputError(`the WAV file claims ${channelCount} channels; 1 to ${MAX_CHANNELS} are read`);
  }
  if (sampleRate < 1) throw new InputError('the WAV file claims a sample rate of 0 Hz');
  if (blockBytes !== (channelCount * bits) / 8) {
    throw new InputError(
      `the WAV file claims frames of ${blockBytes} bytes, but ${channelCount} channels of ${bits} bits take ${(channelCount * bits) / 8}`,
    );
  }
  return { tag, bits, channelCount, blockBytes, sampleRate };
}

/** WAVE_FORMAT_EXTENSIBLE: the tag stands in a GUID at byte 24. */
function extendedTag(chunk: DataView): number {
  if (chunk.byteLength < 40) {
    throw new InputError(`the WAV file's "fmt " chunk has ${chunk.byteLength} bytes, its extended format takes 40`);
  }
  const tail = Array.from({ length: 14 }, (_, i) =>
    chunk
      .getUint8(26 + i)
      .toString(16)
      .padStart(2, '0'),
  ).join('');
  if (tail !== GUID_TAIL) throw new InputError(`the WAV file's samples have an unknown extended format; ${CHOICES}`);
  return chunk.getUint16(24, true);
}

function sampleReader(data: DataView, tag: number, bits: number): (at: number) => number {
  if (tag === IEEE_FLOAT) return (at) => data.getFloat32(at, true);
  if (bits === 16) return (at) => data.getInt16(at, true) / 2 ** 15;
  return (at) => ((data.getInt8(at + 2) << 16) | data.getUint16(at, true)) / 2 ** 23;
}
