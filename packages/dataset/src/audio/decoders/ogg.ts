import type { ByteStream } from '../byte-stream.js';
import { checkClaims, type Decoded, type DecodeOptions, damaged } from './decoder.js';
import { checkLength, flacDecoder } from './flac.js';
import { endOf, oggPages } from './ogg-pages.js';
import { opusDecoder } from './opus.js';
import type { PacketDecoder } from './packet-decoder.js';
import { readStreamInfo } from './stream-info.js';
import { vorbisDecoder } from './vorbis.js';

/** Where the codec's own header is in the first page, its facts in it, and how its packets are decoded. */
interface Codec {
  readonly mark: string;
  readonly claims: (header: DataView) => readonly [channels: number, sampleRate: number];
  readonly open: () => Promise<PacketDecoder>;
}

const CODECS: Readonly<Record<string, Codec>> = {
  'Ogg Opus': { mark: 'OpusHead', claims: (header) => [header.getUint8(9), 48_000], open: opusDecoder },
  'Ogg Vorbis': {
    mark: '\x01vorbis',
    claims: (header) => [header.getUint8(11), header.getUint32(12, true)],
    open: vorbisDecoder,
  },
  'Ogg FLAC': {
    mark: '\x7fFLAC',
    claims: (header) => [((header.getUint8(29) >> 1) & 7) + 1, header.getUint32(27) >> 12],
    open: oggFlacDecoder,
  },
};
/** Of the beginning, where the header is. */
const HEAD_BYTES = 1 << 10;
/** As long as the longest of those headers. */
const HEADER_BYTES = 64;

/**
 * Vorbis, Opus and FLAC in Ogg, page by page. What the encoder needs before the beginning and behind the end is taken off, as
 * the first header and the last page say.
 */
export function decodeOgg(kind: 'Ogg Opus' | 'Ogg Vorbis' | 'Ogg FLAC') {
  const { mark, claims, open } = CODECS[kind]!;
  return async function* (stream: ByteStream, options: DecodeOptions): AsyncGenerator<Decoded> {
    const head = await stream.head(HEAD_BYTES);
    const at = String.fromCharCode(...head).indexOf(mark);
    if (at < 0 || head.length < at + HEADER_BYTES) throw damaged(kind, 'it ends within its header');
    checkClaims(kind, ...claims(new DataView(head.buffer, head.byteOffset + at, HEADER_BYTES)));
    const info = kind === 'Ogg FLAC' ? readStreamInfo(head.subarray(at + 13)) : undefined;
    const decoder = await open();
    let samples = 0;
    try {
      for await (const page of oggPages(kind, stream, options)) {
        let decoded: Decoded | undefined;
        try {
          decoded = await decoder.decode(page);
        } catch (cause) {
          if (options.truncated === 'keep') break;
          throw damaged(kind, (cause as Error).message, cause);
        }
        if (!decoded) continue;
        const before = samples;
        samples += decoded.channels[0]!.length;
        const end = endOf(page) ?? Infinity;
        yield end - decoder.delay < samples ? cut(decoded, Math.max(0, end - decoder.delay - before)) : decoded;
      }
    } finally {
      decoder.free();
    }
    if (info) checkLength(kind, info, samples, options.truncated);
  };
}

function cut({ channels, sampleRate }: Decoded, samples: number): Decoded {
  return { channels: channels.map((channel) => channel.subarray(0, samples)), sampleRate };
}

async function oggFlacDecoder(): Promise<PacketDecoder> {
  const decoder = await flacDecoder();
  return {
    delay: 0,
    async decode({ codecFrames }) {
      const frames = codecFrames.map((frame) => frame.data);
      return frames.length > 0 ? decoder.decode(frames) : undefined;
    },
    free: () => decoder.free(),
  };
}
