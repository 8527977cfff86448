import type CodecParser from 'codec-parser';
import type { ByteStream } from '../byte-stream.js';
import { quietly } from '../quietly.js';
import { type DecodeOptions, damaged, PIECE_BYTES } from './decoder.js';

/** What codec-parser finds: a frame of FLAC, or a page of Ogg with its packets as frames. */
type Found = ReturnType<CodecParser['parseAll']>[number];
export type OggPage = Extract<Found, { codecFrames: unknown }>;
export type CodecFrame = Exclude<Found, OggPage>;

/**
 * The frames or pages of a stream, one at a time; what is none is passed over.
 * @throws InputError where its structure is contradictory, unless what there is before is to be kept.
 */
export async function* parsed<Unit extends Found>(
  kind: string,
  stream: ByteStream,
  { truncated }: DecodeOptions,
): AsyncGenerator<Unit> {
  const { default: CodecParser } = await import('codec-parser');
  const parser = new CodecParser<Unit>(kind === 'FLAC' ? 'audio/flac' : 'audio/ogg', { enableFrameCRC32: false });
  try {
    for (let piece = await stream.read(PIECE_BYTES); piece; piece = await stream.read(PIECE_BYTES)) {
      yield* each(kind, parser.parseChunk(piece.slice()));
    }
    yield* each(kind, parser.flush());
  } catch (error) {
    if (!(error instanceof Contradiction)) throw error;
    if (truncated === 'refuse') throw damaged(kind, `its structure can't be followed (${error.message})`, error.cause);
  }
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
