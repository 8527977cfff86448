import { InputError } from '@audiate/protocol';
import { showBytes } from '../files/limits.js';
import { chunksOf } from './chunks.js';
import type { ProgressMeter } from './progress.js';
import type { Requests } from './request.js';

/** What a memory holds. */
const MAX_BYTES = 8 * 2 ** 30;
/** A body that is compressed, or does not tell its length, grows in memory as it comes. */
const MAX_UNTOLD_BYTES = 2 * 2 ** 30;

/** What a body is read for. */
export interface BodyReading extends Pick<Requests, 'signal' | 'silenceMs'> {
  /** What errors call it. */
  readonly thing: string;
  /** The most bytes, unpacked; never above 8 GiB, nor 2 GiB where the length is not told. */
  readonly limit: number;
  readonly meter: ProgressMeter;
}

/**
 * The bytes of a response's body, all of them, unpacked where it was compressed.
 * @throws InputError when it breaks off, is shorter or longer than its Content-Length, above the limit, or above what
 * memory there is.
 */
export async function readBody(response: Response, reading: BodyReading): Promise<Uint8Array> {
  const { thing, meter } = reading;
  const total = bodyLength(response.headers);
  const limit = Math.min(reading.limit, total === undefined ? MAX_UNTOLD_BYTES : MAX_BYTES);
  const chunks = chunksOf(response, reading);
  try {
    if ((total ?? 0) > limit)
      throw new InputError(`${thing} has ${total} bytes, above the limit of ${showBytes(limit)}`);
    meter.start(0, total);
    let bytes = allocate(total ?? 2 ** 16, thing);
    let size = 0;
    for (;;) {
      const chunk = await chunks.next();
      if (chunk === 'broken' || (chunk === 'end' && size < (total ?? 0))) {
        throw new InputError(`${thing} broke off after ${size}${total === undefined ? '' : ` of ${total}`} bytes`);
      }
      if (chunk === 'end') break;
      const needed = size + chunk.length;
      if (needed > (total ?? limit)) {
        const most = total === undefined ? `than the ${showBytes(limit)} that are taken` : 'than the server said';
        throw new InputError(`${thing} is longer ${most}`);
      }
      if (needed > bytes.length) {
        const larger = allocate(Math.min(limit, Math.max(needed, 2 * bytes.length)), thing);
        larger.set(bytes.subarray(0, size));
        bytes = larger;
      }
      bytes.set(chunk, size);
      size = needed;
      meter.add(chunk.length);
    }
    meter.finish();
    return bytes.subarray(0, size);
  } finally {
    await chunks.close();
  }
}

function allocate(length: number, thing: string): Uint8Array {
  try {
    return new Uint8Array(length);
  } catch {
    throw new InputError(`there is no memory for the ${showBytes(length)} of ${thing}`);
  }
}

/** Content-Length; undefined where it is not given, or counts compressed bytes. */
export function bodyLength(headers: Headers): number | undefined {
  const length = headers.get('content-length');
  const encoding = headers.get('content-encoding') ?? 'identity';
  return length !== null && /^\d{1,15}$/.test(length) && encoding === 'identity' ? Number(length) : undefined;
}
