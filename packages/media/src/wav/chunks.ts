import { InputError, show } from '@audiate/protocol';
import { id3Bytes } from './containers.js';
import { describeFile } from './describe-file.js';

/** One chunk of a RIFF file. */
export interface Chunk {
  readonly id: string;
  /** What the header says, up to 2⁶⁴ in RF64; `body` holds fewer bytes when the file ends before. */
  readonly claimedBytes: number;
  readonly body: DataView;
  /** Where the body begins in {@link Riff.bytes}. */
  readonly start: number;
}

/** The chunks of a WAV file, and how its numbers are written. */
export interface Riff {
  /** False for RIFX, whose samples are big-endian, too. */
  readonly littleEndian: boolean;
  /** From the RIFF header to the end of the file, or of the part of it that is there. */
  readonly bytes: Uint8Array;
  /** How many bytes follow from the RIFF header to the end of the file; Infinity where nobody knows yet. */
  readonly fileBytes: number;
  readonly chunks: Iterable<Chunk>;
}

const IDS = ['RIFF', 'RIFX', 'RF64', 'BW64'];
const COMMON = ['fmt ', 'fact', 'data', 'LIST'];
/** In RF64 and BW64 stands for the size in the `ds64` chunk (EBU Tech 3306). */
const IN_DS64 = 0xffffffff;

/**
 * The top-level chunks of a RIFF, RIFX, RF64 or BW64 WAVE file, in order, without a look into any but `ds64`; each is at
 * least 8 bytes further on, so that no file takes longer than its length. The size in the RIFF header is not used: writers
 * to pipes leave it wrong. An ID3v2 tag before it is passed over.
 * @param fileBytes the length of the file where `file` is but its beginning.
 * @throws InputError when the file does not begin as one, with what it is instead.
 */
export function openRiff(file: Uint8Array, fileBytes = file.length): Riff {
  const tag = tagBytes(file);
  const bytes = file.subarray(tag);
  const id = fourCc(bytes, 0);
  if (bytes.length < 12 || !IDS.includes(id) || fourCc(bytes, 8) !== 'WAVE') throw new InputError(notWav(file, id));
  const littleEndian = id !== 'RIFX';
  return { littleEndian, bytes, fileBytes: fileBytes - tag, chunks: readChunks(bytes, littleEndian) };
}

function notWav(file: Uint8Array, id: string): string {
  if (IDS.includes(id) && file.length < 12) return `the WAV file has ${file.length} bytes; it may be truncated`;
  return describeFile(file) ?? `not a WAV file: it begins with ${show(id)}, not with a RIFF WAVE header`;
}

function* readChunks(bytes: Uint8Array, littleEndian: boolean): Generator<Chunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let longData: number | undefined;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const [id, start] = [fourCc(bytes, at), at + 8];
    const size = view.getUint32(at + 4, littleEndian);
    const claimedBytes = id === 'data' && size === IN_DS64 ? (longData ?? size) : size;
    const length = Math.min(claimedBytes, bytes.length - start);
    const body = new DataView(bytes.buffer, bytes.byteOffset + start, length);
    if (id === 'ds64' && length >= 16) longData = Number(body.getBigUint64(8, littleEndian));
    yield { id, claimedBytes, body, start };
    at = start + claimedBytes;
    if (claimedBytes % 2 === 1 && !lacksPadByte(bytes, at)) at++;
  }
}

/** Some writers omit the pad byte after an odd chunk, which is 0 where it is written; names are printable. */
function lacksPadByte(bytes: Uint8Array, at: number): boolean {
  return isName(bytes, at) && !COMMON.includes(fourCc(bytes, at + 1));
}

/** Whether bytes are chunks from end to end, the last one whole, with or without its pad byte. */
export function isAllChunks(bytes: Uint8Array, littleEndian: boolean): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let [at, end] = [0, 0];
  while (at + 8 <= bytes.length && isName(bytes, at)) {
    end = at + 8 + view.getUint32(at + 4, littleEndian);
    at = end + (end % 2);
  }
  return at === bytes.length || end === bytes.length;
}

function isName(bytes: Uint8Array, at: number): boolean {
  const name = bytes.subarray(at, at + 4);
  return name.length === 4 && name.every((byte) => byte >= 0x20 && byte < 0x7f);
}

function fourCc(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

/** The length of an ID3v2 tag before a RIFF header; 0 where what follows is none. */
function tagBytes(file: Uint8Array): number {
  const end = id3Bytes(file);
  return IDS.includes(fourCc(file, end)) ? end : 0;
}
