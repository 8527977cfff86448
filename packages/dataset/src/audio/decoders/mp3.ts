import { withRequire } from '@audiate/protocol';
import type { ByteStream } from '../byte-stream.js';
import { quietly } from '../quietly.js';
import { checkClaims, type Decoded, type DecodeOptions, damaged, freed, truncatedFile } from './decoder.js';
import { FRAME_BYTES, mp3Frames } from './mp3-frames.js';
import { readMp3Head } from './mp3-head.js';

/**
 * MPEG audio by mpg123 in WebAssembly: the delay and the padding that the encoder wrote down are taken off, as ffmpeg does.
 * A file says how long it is in its first frame, if at all, and has no checksums: what is no frame is passed over, such as tags.
 * The length serves to find that a file is truncated; frames behind it are read.
 */
export async function* decodeMp3(stream: ByteStream, options: DecodeOptions): AsyncGenerator<Decoded> {
  const { bytes } = readMp3Head(await stream.head(1 << 12));
  const start = stream.consumed;
  checkLength(bytes, stream.size - start, options);
  const { MPEGDecoder } = await withRequire(() => import('mpg123-decoder'));
  const decoder = new MPEGDecoder();
  await decoder.ready;
  try {
    for await (const frame of mp3Frames(stream, bytes, options)) {
      let decoded: ReturnType<typeof decoder.decode>;
      try {
        decoded = quietly(() => decoder.decode(frame.data), complain);
      } catch (cause) {
        if (options.truncated === 'keep') break;
        throw damaged('MP3', (cause as Error).message, cause);
      }
      const { channelData, sampleRate, samplesDecoded } = decoded;
      if (samplesDecoded === 0) continue;
      checkClaims('MP3', channelData.length, sampleRate);
      // The decoder gives a mono file twice.
      yield { channels: channelData.slice(0, frame.header.channels), sampleRate };
    }
  } finally {
    freed(decoder);
  }
  checkLength(bytes, stream.consumed - start, options);
}

/** On its errors the decoder would ask again for ever. */
function complain(complaint: string): never {
  throw new Error(complaint);
}

function checkLength(claimed: number | undefined, there: number, { truncated }: DecodeOptions): void {
  // A cut in the last frame may take all of it.
  if (claimed === undefined || there + FRAME_BYTES >= claimed || truncated === 'keep') return;
  throw truncatedFile('MP3', `its first frame claims ${claimed} bytes, ${there} are there`);
}
