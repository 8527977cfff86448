import { type Chunk, isAllChunks, type Riff } from './chunks.js';

/**
 * How a file ends. `complete`: as its header says, up to a writer's slip. `streamed`: its writer couldn't know or never
 * wrote the length, and all bytes up to the end are samples. `truncated`: it ends before its header says.
 */
export type Ending = 'complete' | 'streamed' | 'truncated';

/** Where a file's samples lie. */
export interface DataExtent {
  /** Their first byte in {@link Riff.bytes}. */
  readonly start: number;
  /** Their length in bytes; Infinity where it is that of a file of unknown length. */
  readonly length: number;
  readonly ending: Ending;
}

/** A slip: header sizes (44, 58, 80 …) are counted by some writers, pad bytes by others. */
const SLIP_BYTES = 64;
/** Placeholders lie around 2³¹ and 2³² (0x7ffff000, 0x7fffffff, 0xffffffff − 36 …), less what whole frames take off. */
const NEAR_BYTES = 0x2000;

/**
 * Which bytes a data chunk holds. 0 and numbers near 2³¹ and 2³², which pipes and killed recorders leave, stand for "up to the
 * end of the file"; after a true 0 there is nothing, or other chunks.
 * Some writers give the length of the file, or 8 less, as that of the data.
 */
export function dataExtent({ claimedBytes, start }: Chunk, { bytes, fileBytes, littleEndian }: Riff): DataExtent {
  const there = fileBytes - start;
  const whole = bytes.length >= fileBytes;
  if (claimedBytes === 0 && whole && isAllChunks(bytes.subarray(start), littleEndian)) {
    return { start, length: 0, ending: 'complete' };
  }
  if (claimedBytes === 0 || isPlaceholder(claimedBytes)) return { start, length: there, ending: 'streamed' };
  const missing = claimedBytes - there;
  if (missing <= 0) return { start, length: claimedBytes, ending: 'complete' };
  const slip = missing <= SLIP_BYTES || claimedBytes === fileBytes || claimedBytes === fileBytes - 8;
  return { start, length: there, ending: slip && there > 0 ? 'complete' : 'truncated' };
}

function isPlaceholder(bytes: number): boolean {
  return [2 ** 31, 2 ** 32].some((limit) => Math.abs(bytes - limit) <= NEAR_BYTES) || bytes >= 2 ** 48;
}
