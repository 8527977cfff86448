import type CodecParser from 'codec-parser';
import type { ByteStream } from '../byte-stream.js';
import { quietly } from '../quietly.js';
import { type DecodeOptions, damaged, PIECE_BYTES } from './decoder.js';

/** What codec-parser finds. */
type Found = ReturnType<CodecParser['parseAll']>[number];
/** A page of Ogg, its packets as frames. */
export type OggPage = Extract<Found, { codecFrames: unknown }>;
/** A frame of FLAC or MPEG audio. */
export type CodecFrame = Exclude<Found, OggPage>;

/** An ID3v1 tag, the last bytes of a file, begins with TAG. */
const TAG_BYTES = 128;

const MIMES: Readonly<Record<string, 'audio/flac' | 'audio/mpeg'>> = { FLAC: 'audio/flac', MP3: 'audio/mpeg' };

interface ParsedOptions extends DecodeOptions {
  readonly begin?: Uint8Array;
  readonly end?: number | undefined;
  readonly ends?: (held: Uint8Array) => Promise<boolean>;
}

/** What the parser (whose version is fixed) was given and has made no unit of: it does not say so itself. */
const heldBy = (parser: object) => (parser as { readonly _rawData: Uint8Array })._rawData;

/**
 * The frames or pages of a stream, one at a time; what is none is passed over, and so is a tag at the end.
 * @param begin what was read of the stream before.
 * @param end how many bytes there are, as far as it is known: none behind are looked at.
 * @param ends is asked after each piece whether to stop, by the bytes that no unit was made of yet.
 * @throws InputError where its structure is contradictory, unless what there is before is to be kept.
 */
export async function* parsed<Unit extends Found>(
  kind: string,
  stream: ByteStream,
  { truncated, begin = new Uint8Array(0), end = Infinity, ends }: ParsedOptions,
): AsyncGenerator<Unit> {
  const { default: CodecParser } = await import('codec-parser');
  const parser = new CodecParser<Unit>(MIMES[kind] ?? 'audio/ogg', { enableFrameCRC32: false });
  try {
    if (begin.length > 0) yield* each(kind, parser.parseChunk(begin));
    for (let left = end; left > 0; ) {
      // The tag is known once the file ends behind it.
      const ahead = (await stream.head(PIECE_BYTES + TAG_BYTES)).slice();
      const last = ahead.length < PIECE_BYTES + TAG_BYTES;
      const most = last ? ahead.length - tagBytes(ahead) : PIECE_BYTES;
      const piece = ahead.subarray(0, Math.min(left, most));
      if (piece.length > 0) yield* each(kind, parser.parseChunk(piece));
      const all = last && piece.length === most;
      left = all ? 0 : left - piece.length;
      await stream.skip(all ? ahead.length : piece.length);
      if (await ends?.(heldBy(parser))) return;
    }
    yield* each(kind, parser.flush());
  } catch (error) {
    if (!(error instanceof Contradiction)) throw error;
    if (truncated === 'refuse') throw damaged(kind, `its structure can't be followed (${error.message})`, error.cause);
  }
}

/** The first frame of some bytes, and whether another one follows. */
export async function firstFrame(kind: 'FLAC' | 'MP3', bytes: Uint8Array) {
  const { default: CodecParser } = await import('codec-parser');
  const parser = new CodecParser<CodecFrame>(MIMES[kind]!, { enableFrameCRC32: false });
  const [followed] = each(kind, parser.parseChunk(bytes));
  if (followed) return { frame: followed, followed: true };
  const [frame] = each(kind, parser.flush());
  return frame && { frame, followed: false };
}

function tagBytes(end: Uint8Array): number {
  const tag = end.subarray(-TAG_BYTES);
  return tag.length === TAG_BYTES && String.fromCharCode(...tag.subarray(0, 3)) === 'TAG' ? TAG_BYTES : 0;
}

/** The parser's own failure, kept apart from those of the reader and of whom the units are handed to. */
class Contradiction extends Error {}

function* each<Unit>(kind: string, units: Iterator<Unit>): Generator<Unit> {
  for (;;) {
    let next: IteratorResult<Unit>;
    try {
      next = quietly(
        () => units.next(),
        () => undefined,
      );
    } catch (cause) {
      throw new Contradiction(`${kind}: ${(cause as Error).message}`, { cause });
    }
    if (next.done) return;
    yield next.value;
  }
}
