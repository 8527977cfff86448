import { InputError } from '@audiate/protocol';
import { chunksOf } from './chunks.js';
import type { ProgressMeter } from './progress.js';

/** Above every checkpoint of the family, and what a browser's memory holds. */
const MAX_BYTES = 8 * 2 ** 30;

/**
 * The bytes of a response's body, all of them.
 * @throws InputError when it breaks off, is shorter or longer than its Content-Length, or above 8 GiB.
 */
export async function readBody(
  response: Response,
  thing: string,
  meter: ProgressMeter,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const total = bodyLength(response.headers);
  if ((total ?? 0) > MAX_BYTES) throw new InputError(`${thing} has ${total} bytes, above the limit of ${MAX_BYTES}`);
  meter.start(0, total);
  const chunks = chunksOf(response, signal);
  try {
    let bytes: Uint8Array = new Uint8Array(total ?? 2 ** 16);
    let size = 0;
    for (;;) {
      const chunk = await chunks.next();
      if (chunk === 'broken' || (chunk === 'end' && size < (total ?? 0))) {
        throw new InputError(`${thing} broke off after ${size}${total === undefined ? '' : ` of ${total}`} bytes`);
      }
      if (chunk === 'end') break;
      const needed = size + chunk.length;
      if (needed > (total ?? MAX_BYTES)) throw new InputError(`${thing} is longer than the server said, or than 8 GiB`);
      if (needed > bytes.length) bytes = enlarge(bytes.subarray(0, size), Math.max(needed, 2 * bytes.length));
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

function enlarge(bytes: Uint8Array, length: number): Uint8Array {
  const larger = new Uint8Array(length);
  larger.set(bytes);
  return larger;
}

/** Content-Length; undefined where it is not given, or counts compressed bytes. */
export function bodyLength(headers: Headers): number | undefined {
  const length = headers.get('content-length');
  const encoding = headers.get('content-encoding') ?? 'identity';
  return length !== null && /^\d{1,15}$/.test(length) && encoding === 'identity' ? Number(length) : undefined;
}
