import { checkChoice, InputError, show } from '@audiate/protocol';
import type { Ending } from './data-chunk.js';
import { findData, truncation } from './find-data.js';
import { decodeFrames } from './frames.js';

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
  const found = findData(bytes)!;
  if (found.ending === 'truncated' && truncated === 'refuse') throw new InputError(truncation(found));
  return { ...decodeFrames(found.bytes, found), sampleRate: found.format.sampleRate, ending: found.ending };
}
