import { withRequire } from '@audiate/protocol';
import type { ByteStream } from '../byte-stream.js';
import { quietly } from '../quietly.js';
import { checkClaims, type Decoded, type DecodeOptions, damaged, freed, truncatedFile } from './decoder.js';
import { flacFrameEnds } from './flac-frame-ends.js';
import { type CodecFrame, parsed } from './parsed.js';
import { readStreamInfo, type StreamInfo } from './stream-info.js';

/** Samples of a frame at most. */
const MAX_BLOCK = 65_535;
/** Pieces in which the end of the last frame is looked for. */
const MAX_TRIES = 64;

/**
 * FLAC by libFLAC in WebAssembly, frame by frame; each frame's checksum is looked at. Where the file says how many samples it
 * has, what follows them is not looked at.
 */
export async function* decodeFlac(stream: ByteStream, options: DecodeOptions): AsyncGenerator<Decoded> {
  const { truncated } = options;
  const info = readStreamInfo((await stream.head(4 + 38)).subarray(4));
  if (!info) throw damaged('FLAC', 'it does not begin with the block that describes it');
  checkClaims('FLAC', info.channels, info.sampleRate);
  await skipMetadata(stream);
  const decoder = await flacDecoder();
  let [samples, tries] = [0, 0];
  let last: Decoded | undefined;
  /** The parser would take what follows the last frame, such as a tag, for part of it. */
  const ends = async (held: Uint8Array): Promise<boolean> => {
    const left = (info.samples ?? Infinity) - samples;
    if (left <= 0) return true;
    if (left > MAX_BLOCK || tries++ >= MAX_TRIES) return false;
    for (const end of flacFrameEnds(held)) {
      const decoded = await decoder.decode([held.slice(0, end)]).catch(() => undefined);
      if (!decoded || decoded.channels[0]!.length !== left) continue;
      last = decoded;
      return true;
    }
    return false;
  };
  try {
    for await (const frame of parsed<CodecFrame>('FLAC', stream, { ...options, ends })) {
      const decoded = await decoder.decode([frame.data]).catch((cause) => {
        if (truncated === 'refuse') throw damaged('FLAC', (cause as Error).message, cause);
      });
      if (!decoded) break;
      samples += decoded.channels[0]!.length;
      yield decoded;
    }
    if (last) {
      samples += last.channels[0]!.length;
      yield last;
    }
  } finally {
    decoder.free();
  }
  checkLength('FLAC', info, samples, truncated);
}

/** @throws InputError where fewer samples were decoded than the file claims. */
export function checkLength(kind: string, info: StreamInfo, samples: number, truncated: 'refuse' | 'keep'): void {
  if (info.samples === undefined || samples >= info.samples || truncated === 'keep') return;
  const seconds = (count: number) => `${count} (${(count / info.sampleRate).toPrecision(3)} s)`;
  throw truncatedFile(kind, `it claims ${seconds(info.samples)} samples, ${seconds(samples)} can be read`);
}

/** Passes over comments, pictures and seek tables. */
async function skipMetadata(stream: ByteStream): Promise<void> {
  await stream.skip(4);
  for (let last = false; !last; ) {
    const header = await stream.head(4);
    if (header.length < 4) return;
    last = header[0]! >= 128;
    await stream.skip(4 + ((header[1]! << 16) | (header[2]! << 8) | header[3]!));
  }
}

/** A decoder of FLAC frames, as they are in their own files and in Ogg. */
export async function flacDecoder() {
  const { FLACDecoder } = await withRequire(() => import('@wasm-audio-decoders/flac'));
  const decoder = new FLACDecoder();
  await decoder.ready;
  return {
    /** @throws Error with the complaint of libFLAC. */
    async decode(frames: Uint8Array[]): Promise<Decoded> {
      const complaints: string[] = [];
      const decoded = await quietly(
        () => decoder.decodeFrames(frames),
        (complaint) => complaints.push(complaint),
      );
      if (complaints.length > 0 || decoded.samplesDecoded === 0) throw new Error(complaints[0] ?? 'a frame is empty');
      for (const samples of decoded.channelData) rescale(samples, decoded.bitDepth);
      return { channels: decoded.channelData, sampleRate: decoded.sampleRate };
    },
    free: () => freed(decoder),
  };
}

/** The decoder divides by 2^(bits − 1) − 1, everyone else by 2^(bits − 1): the integers come back exactly. */
function rescale(samples: Float32Array, bits: number): void {
  const full = 2 ** (bits - 1);
  for (let i = 0; i < samples.length; i++) samples[i] = Math.round(samples[i]! * (full - 1)) / full;
}
