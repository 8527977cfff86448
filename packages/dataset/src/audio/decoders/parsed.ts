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

interface ParsedOptions extends DecodeOptions {
  readonly end?: number | undefined;
  readonly ends?: (held: Uint8Array) => Promise<boolean>;
}

/** What the parser (whose version is fixed) was given and has made no unit of: it does not say so itself. */
const heldBy = (parser: object) => (parser as { readonly _rawData: Uint8Array })._rawData;

/**
 * The frames or pages of a stream, one at a time; what is none is passed over, and so is a tag at the end.
 * @param end how many bytes there are, as far as it is known: none behind are looked at.
 * @param ends is asked after each piece whether to stop, by the bytes that no unit was made of yet.
 * @throws InputError where its structure is contradictory, unless what there is before is to be kept.
 */
export async function* parsed<Unit extends Found>(
  kind: string,
  stream: ByteStream,
  { truncated, end = Infinity, ends }: ParsedOptions,
): AsyncGenerator<Unit> {
  const { default: CodecParser } = await import('codec-parser');
  const mime = kind === 'FLAC' ? 'audio/flac' : kind === 'MP3' ? 'audio/mpeg' : 'audio/ogg';
  const parser = new CodecParser<Unit>(mime, { enableFrameCRC32: false });
  try {
    for (let left = end; left > 0; ) {
      // The tag is known once the file ends behind it.
      const ahead = (await stream.head(PIECE_BYTES + TAG_BYTES)).slice();
      const last = ahead.length < PIECE_BYTES + TAG_BYTES;
      const piece = ahead.subarray(0, Math.min(left, last ? ahead.length - tagBytes(ahead) : PIECE_BYTES));
      if (piece.length > 0) yield* each(kind, parser.parseChunk(piece));
      left = last ? 0 : left - piece.length;
      await stream.skip(last ? ahead.length : piece.length);
      if (await ends?.(heldBy(parser))) return;
    }
    yield* each(kind, parser.flush());
  } catch (error) {
    if (!(error instanceof Contradiction)) throw error;
    if (truncated === 'refuse') throw damaged(kind, `its structure can't be followed (${error.message})`, error.cause);
  }
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
