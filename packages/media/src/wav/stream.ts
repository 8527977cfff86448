import { checkChoice, InputError } from '@audiate/protocol';
import type { Ending } from './data-chunk.js';
import type { DecodeWavOptions } from './decode.js';
import { findData, truncation } from './find-data.js';
import { decodeFrames, type Frames } from './frames.js';

/** A WAV file that is read piece by piece. */
export interface WavStream {
  /** In Hz. */
  readonly sampleRate: number;
  /** Where the samples begin in the file, in bytes. */
  readonly start: number;
  /** How many bytes of samples follow; Infinity where it is as many as come. */
  readonly length: number;
  /** Bytes of one sample of every channel. */
  readonly frameBytes: number;
  /** `streamed` where nobody wrote how long the file is, `truncated` where it ends before its header says. */
  readonly ending: Ending;
  /** The next pieces of samples, in order, each of whole frames: one array a channel. */
  decode(bytes: Uint8Array): Float32Array<ArrayBuffer>[];
}

/**
 * Reads the beginning of a WAV file, as `decodeWav` does, for a file that is too long to hold.
 *
 * Of a file with several data chunks it takes the first with samples; where nobody knows the padding of 24 bits in 4 bytes,
 * the first samples tell it.
 * @param head the beginning of the file, without an ID3 tag before it.
 * @param fileBytes the file's length, Infinity where it is not known.
 * @returns undefined where `head` ends before the samples begin: give a longer one.
 * @throws InputError for what `decodeWav` refuses.
 */
export function openWav(head: Uint8Array, fileBytes: number, options: DecodeWavOptions = {}): WavStream | undefined {
  const truncated = checkChoice('truncated', options.truncated ?? 'refuse', ['refuse', 'keep']);
  const found = findData(head, fileBytes);
  if (!found) return undefined;
  const { format, start, length, ending } = found;
  if (ending === 'truncated' && truncated === 'refuse') throw new InputError(truncation(found));
  let padding: Frames['padding'];
  return {
    sampleRate: format.sampleRate,
    start,
    length,
    frameBytes: format.channelCount * format.sampleBytes,
    ending,
    decode(bytes) {
      const frames = decodeFrames(bytes, found, padding);
      // Silence is the same either way, and tells nothing.
      if (bytes.some((byte) => byte !== 0)) padding = frames.padding;
      return frames.channels;
    },
  };
}
