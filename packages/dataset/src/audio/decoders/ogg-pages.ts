import { InputError } from '@audiate/protocol';
import type { ByteStream } from '../byte-stream.js';
import { type DecodeOptions, damaged, truncatedFile } from './decoder.js';
import { type OggPage, parsed } from './parsed.js';

/** A page's header before its table of lengths, which ends it, and where in it the checksum is (RFC 3533, section 6). */
const HEADER_BYTES = 27;
const CHECKSUM_AT = 22;

/**
 * The pages of the one stream of sound in an Ogg file; those of a skeleton are left out, and so is a last page that ends early.
 * A file that ends behind a whole page is whole, also where no page says that it is the last: so recordings end that were stopped.
 * @throws InputError for several streams of sound, and for a file that ends within a page unless what there is shall be kept.
 */
export async function* oggPages(kind: string, stream: ByteStream, options: DecodeOptions): AsyncGenerator<OggPage> {
  const start = stream.consumed;
  let serial: number | undefined;
  let bytes = 0;
  for await (const page of parsed<OggPage>(kind, stream, options)) {
    if (!isWhole(page.rawData)) break;
    if (checksum(page.rawData) !== page.crc32 >>> 0) {
      if (options.truncated === 'keep') return;
      throw damaged(kind, `the checksum of a page is wrong, ${bytes} bytes on`);
    }
    bytes += page.rawData.length;
    if (page.isFirstPage && !isSkeleton(page.data)) {
      if (serial !== undefined) {
        throw new InputError(
          `the ${kind} file holds several streams, of which it can't be said which is meant; take one out by ffmpeg -i in.ogg -map 0:a:0 out.flac`,
        );
      }
      serial = page.streamSerialNumber;
    }
    if (page.streamSerialNumber === serial) yield page;
  }
  const left = stream.consumed - start - bytes;
  if (left > 0 && options.truncated === 'refuse')
    throw truncatedFile(kind, `${left} of its bytes are in no whole page`);
}

function isWhole(page: Uint8Array): boolean {
  const lengths = page.subarray(HEADER_BYTES, HEADER_BYTES + (page[HEADER_BYTES - 1] ?? 0));
  return page.length === HEADER_BYTES + lengths.length + lengths.reduce((sum, length) => sum + length, 0);
}

/** CRC-32 of the polynomial 0x04c11db7, highest bit first, from 0, with zeros where it is written. */
function checksum(page: Uint8Array): number {
  let crc = 0;
  for (let at = 0; at < page.length; at++) {
    const byte = at >= CHECKSUM_AT && at < CHECKSUM_AT + 4 ? 0 : page[at]!;
    crc = (crc << 8) ^ CRC_TABLE[(crc >>> 24) ^ byte]!;
  }
  return crc >>> 0;
}

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc < 0 ? 0x04c11db7 : 0);
  return crc;
});

const isSkeleton = (packet: Uint8Array) => String.fromCharCode(...packet.subarray(0, 8)) === 'fishead\0';

/** Where the sound ends in samples, counted from its stream's beginning; undefined where the page is not the last. */
export function endOf(page: OggPage): number | undefined {
  const position = BigInt(page.absoluteGranulePosition ?? -1);
  return page.isLastPage && position > 0n && position < 2n ** 53n ? Number(position) : undefined;
}
