import type { ByteStream } from '../byte-stream.js';
import { quietly } from '../quietly.js';
import { checkClaims, type Decoded, type DecodeOptions, damaged, PIECE_BYTES, truncatedFile } from './decoder.js';
import { readMp3Head } from './mp3-head.js';

/** A frame of Layer III at its longest, which a cut in the last one may take. */
const FRAME_BYTES = 1441;

/**
 * MPEG audio by mpg123 in WebAssembly: the delay and the padding that the encoder wrote down are taken off, as ffmpeg does.
 * A file says how long it is in its first frame, if at all.
 */
export async function* decodeMp3(stream: ByteStream, { truncated }: DecodeOptions): AsyncGenerator<Decoded> {
  const { mono, bytes } = readMp3Head(await stream.head(1 << 12));
  const there = stream.size - stream.consumed;
  if (bytes !== undefined && there + FRAME_BYTES < bytes && truncated === 'refuse') throw cut(bytes, there);
  const start = stream.consumed;
  const { MPEGDecoder } = await import('mpg123-decoder');
  const decoder = new MPEGDecoder();
  await decoder.ready;
  try {
    for (let piece = await stream.read(PIECE_BYTES); piece; piece = await stream.read(PIECE_BYTES)) {
      const decoded = decodePiece(decoder, piece);
      if (decoded.failure !== undefined) {
        if (truncated === 'keep') return;
        throw damaged('MP3', decoded.failure);
      }
      const { channelData, sampleRate, samplesDecoded } = decoded;
      if (samplesDecoded === 0) continue;
      checkClaims('MP3', channelData.length, sampleRate);
      // The decoder gives a mono file twice.
      yield { channels: mono ? channelData.slice(0, 1) : channelData, sampleRate };
    }
  } finally {
    decoder.free();
  }
  const read = stream.consumed - start;
  if (bytes !== undefined && read + FRAME_BYTES < bytes && truncated === 'refuse') throw cut(bytes, read);
}

const cut = (claimed: number, there: number) =>
  truncatedFile('MP3', `its first frame claims ${claimed} bytes, ${there} are there`);

function decodePiece(decoder: import('mpg123-decoder').MPEGDecoder, piece: Uint8Array) {
  const none = { channelData: [], sampleRate: 0, samplesDecoded: 0 };
  try {
    const decoded = quietly(
      () => decoder.decode(piece),
      // On its errors the decoder would ask again for ever.
      (complaint) => {
        throw new Error(complaint);
      },
    );
    return { ...decoded, failure: undefined };
  } catch (error) {
    return { ...none, failure: (error as Error).message };
  }
}
