import { openWav, type WavStream } from '@audiate/media';
import { InputError } from '@audiate/protocol';
import type { ByteStream } from '../byte-stream.js';
import { type Decoded, type DecodeOptions, truncatedFile } from './decoder.js';

/** Chunks before the samples, such as pictures, that are held to find them. */
const MAX_HEAD = 1 << 26;
/** Bytes of samples that are decoded at a time. */
const WAV_PIECE_BYTES = 1 << 16;

/** WAV of every kind that `decodeWav` of `@audiate/media` reads, piece by piece. */
export async function* decodeWavStream(stream: ByteStream, options: DecodeOptions): AsyncGenerator<Decoded> {
  const wav = await open(stream, options);
  await stream.skip(wav.start);
  const { sampleRate, frameBytes } = wav;
  let left = wav.length;
  let part = new Uint8Array(0) as Uint8Array;
  while (left > 0) {
    const wanted = Math.max(frameBytes, WAV_PIECE_BYTES);
    // `head` joins what pipes and servers give in small pieces.
    const bytes = (await stream.head(Math.min(left, wanted))).slice();
    const whole = bytes.length - (bytes.length % frameBytes);
    part = bytes.subarray(whole);
    if (whole === 0) break;
    await stream.skip(whole);
    left -= whole;
    yield { channels: wav.decode(bytes.subarray(0, whole)), sampleRate };
  }
  const missing = left === Infinity ? 0 : left - part.length;
  if (missing > 0 && options.truncated === 'refuse') {
    throw truncatedFile('WAV', `its samples end ${missing} bytes before its header says`);
  }
}

async function open(stream: ByteStream, options: DecodeOptions): Promise<WavStream> {
  for (let length = 1 << 12; ; length *= 2) {
    const head = await stream.head(length);
    const ended = head.length < length;
    // A file that ended within is as long as what is there, also where its length wasn't known.
    const wav = openWav(head, ended ? head.length : stream.size - stream.consumed, options);
    if (wav) return wav;
    if (length >= MAX_HEAD) {
      throw new InputError(
        `the WAV file has no samples in its first ${MAX_HEAD} bytes; save it again without what precedes them`,
      );
    }
  }
}
