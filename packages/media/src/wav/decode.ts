import { checkChoice, InputError, show } from '@audiate/protocol';
import { type Chunk, openRiff } from './chunks.js';
import { type DataBytes, dataBytes, type Ending } from './data-chunk.js';
import { type Format, readFormat } from './format.js';
import { paddedReader, paddingOf } from './padded-samples.js';
import { sampleReader } from './samples.js';

/** What a WAV file holds. */
export interface DecodedWav {
  /** One array a channel, all of one length, nominally in [−1, 1]. */
  readonly channels: Float32Array<ArrayBuffer>[];
  /** In Hz. */
  readonly sampleRate: number;
  /** Whether the file ends as its header says. */
  readonly ending: Ending;
}

/** Options of {@link decodeWav}. */
export interface DecodeWavOptions {
  /** What to do with a file that ends before its header says: `refuse` unless given, or `keep` what is there. */
  readonly truncated?: 'refuse' | 'keep';
}

/**
 * Reads a WAV file (RIFF, RIFX, RF64, BW64): PCM of 1 to 32 and of 64 bits (÷ 2^(bits − 1); up to 8 bits unsigned), float32
 * and float64, µ-law and A-law, 24 bits in 4 bytes, plain or WAVE_FORMAT_EXTENSIBLE, up to 256 channels. Chunks other than `fmt ` and `data`
 * are passed over, and of several data chunks those without samples. A length that a pipe or a killed recorder left open is that of the file (`ending: 'streamed'`), a length
 * that is a little off is corrected, part of a frame at the end is left off. Memory and time are bounded by the
 * length of `bytes`, whatever the file claims; a file without samples gives empty channels.
 * @throws InputError for a file that is not a WAV (with what it is and how to convert it), is truncated, contradicts itself,
 * holds another sample format, or samples that are not finite.
 */
export function decodeWav(bytes: Uint8Array, options: DecodeWavOptions = {}): DecodedWav {
  if (!(bytes instanceof Uint8Array)) {
    throw new InputError(`a WAV file must be a Uint8Array, as readFile answers, got ${show(bytes)}; give its bytes`);
  }
  const truncated = checkChoice('truncated', options.truncated ?? 'refuse', ['refuse', 'keep']);
  const { format, data, littleEndian } = findChunks(bytes);
  if (data.ending === 'truncated' && truncated === 'refuse') throw new InputError(truncation(data, format));
  const { bytes: body, ending } = data;
  const read = readerOf(new DataView(body.buffer, body.byteOffset, body.byteLength), format, littleEndian);
  const { channelCount, sampleBytes, sampleRate } = format;
  const frameBytes = channelCount * sampleBytes;
  const frames = Math.floor(body.length / frameBytes);
  const channels = Array.from({ length: channelCount }, (_, c) => {
    const samples = new Float32Array(frames);
    for (let i = 0; i < frames; i++) samples[i] = read(i * frameBytes + c * sampleBytes);
    return samples;
  });
  if (format.encoding === 'float') checkFinite(channels);
  return { channels, sampleRate, ending };
}

function readerOf(view: DataView, format: Format, littleEndian: boolean): (at: number) => number {
  if (!format.padded) return sampleReader(view, format, littleEndian);
  const padding = paddingOf(view, littleEndian);
  if (padding) return paddedReader(view, padding, littleEndian);
  throw new InputError(
    'the WAV file claims 24 bits in 4 bytes, but its samples fill all 4, and readers disagree about what they are; save it again as PCM of 16 or 24 bits',
  );
}

interface Found {
  readonly format: Format;
  readonly data: DataBytes & { readonly claimedBytes: number };
  readonly littleEndian: boolean;
}

function findChunks(file: Uint8Array): Found {
  const riff = openRiff(file);
  const { littleEndian } = riff;
  let format: Format | undefined;
  let found: Found | undefined;
  for (const chunk of riff.chunks) {
    if (chunk.id === 'fmt ') format ??= readFormat(whole(chunk), littleEndian);
    if (chunk.id !== 'data') continue;
    if (!format) throw new InputError('the WAV file has no "fmt " chunk before its data');
    const data = dataBytes(chunk, riff);
    if (found && data.bytes.length === 0) continue;
    if (found && found.data.bytes.length > 0) {
      throw new InputError(
        'the WAV file has several data chunks, of which readers take one or the other; save the sound again with one',
      );
    }
    found = { format, data: { ...data, claimedBytes: chunk.claimedBytes }, littleEndian };
    if (data.ending !== 'complete') return found;
  }
  if (found) return found;
  throw new InputError(`the WAV file has no ${format ? 'data' : '"fmt "'} chunk; it may be truncated`);
}

function whole({ id, claimedBytes, body }: Chunk): DataView {
  if (body.byteLength === claimedBytes) return body;
  throw new InputError(
    `the WAV file is truncated: its ${show(id)} chunk claims ${claimedBytes} bytes, ${body.byteLength} are there`,
  );
}

function truncation({ claimedBytes, bytes }: Found['data'], { channelCount, sampleBytes, sampleRate }: Format): string {
  const seconds = (length: number) => (length / (channelCount * sampleBytes * sampleRate)).toPrecision(3);
  return (
    `the WAV file is truncated: its "data" chunk claims ${claimedBytes} bytes (${seconds(claimedBytes)} s), ` +
    `${bytes.length} are there (${seconds(bytes.length)} s); get the whole file, or read what there is with { truncated: 'keep' }`
  );
}

function checkFinite(channels: readonly Float32Array[]): void {
  for (const [channel, samples] of channels.entries()) {
    const bad = samples.findIndex((sample) => !Number.isFinite(sample));
    if (bad < 0) continue;
    throw new InputError(
      `the WAV file's sample ${bad} of channel ${channel} is ${samples[bad]}; samples must be finite`,
    );
  }
}
