import { joinBytes } from '@audiate/protocol';
import type { ByteStream } from '../byte-stream.js';
import type { DecodeOptions } from './decoder.js';
import { isInfoFrame } from './mp3-head.js';
import { type CodecFrame, firstFrame, parsed } from './parsed.js';

/** A frame of Layer III at its longest. */
export const FRAME_BYTES = 1441;
/** So many frames behind a stream's end are no accident of a tag or of noise. */
const FRAMES_AGAIN = 4;

/**
 * The frames of MPEG audio, also those behind the end that the first frame claims: files are joined by `cat`, and cut by tools
 * that leave the claim as it was.
 * @param claimed how many bytes the stream has, as its first frame says.
 */
export async function* mp3Frames(
  stream: ByteStream,
  claimed: number | undefined,
  options: DecodeOptions,
): AsyncGenerator<CodecFrame> {
  const end = stream.consumed + (claimed ?? Infinity);
  let begin: Uint8Array | undefined;
  // At the claimed end a frame may go on, or another follow it; else what is behind would hide the last frame.
  const ends = async (held: Uint8Array): Promise<boolean> => {
    if (stream.consumed < end) return false;
    const ahead = await stream.head(2 * FRAME_BYTES);
    const there = joinBytes([held, ahead]);
    const next = await firstFrame('MP3', there);
    if (!next || !startsWith(there, next.frame.data)) return false;
    const over = next.frame.data.length - held.length;
    if (over < 0 || (over === 0 && !next.followed)) return false;
    begin = held.slice();
    return true;
  };
  let any = false;
  for await (const frame of parsed<CodecFrame>('MP3', stream, { ...options, end: claimed, ends })) {
    any = true;
    yield frame;
  }
  if (claimed === undefined) return;
  const pending: CodecFrame[] = [];
  let left = begin ? 0 : FRAMES_AGAIN;
  for await (const frame of parsed<CodecFrame>('MP3', stream, { ...options, ...(begin && { begin }) })) {
    pending.push(frame);
    if (--left > 0) continue;
    // The first frame of another file has no sound.
    for (const next of pending.splice(0)) {
      if (!any || !isInfoFrame(next.data)) yield next;
      any = true;
    }
  }
}

const startsWith = (bytes: Uint8Array, start: Uint8Array) => start.every((byte, i) => byte === bytes[i]);
