import { InputError } from '@audiate/protocol';
import type { AsyncBuffer } from 'hyparquet';
import { showAddress } from '../audio/show-address.js';
import { inMemory } from './in-memory.js';

/** A file that is fetched whole, where its server gives no ranges. */
const MAX_WHOLE = 2 ** 28;
/** A part that is held. */
const MAX_PART = 2 ** 31;
/** A file that is fetched whole in any case: one answer takes no longer than several. */
const SMALL = 2 ** 19;

/** How ranges are asked for. */
export interface OverHttpOptions {
  /** Ends what is under way. */
  readonly signal?: AbortSignal | undefined;
  /** Bytes of a file that is fetched whole, where its server gives no ranges; 2^28 unless given. */
  readonly mostWhole?: number;
}

/**
 * Ranges of a file at an address, by HTTP; of a server that gives none, and of small files, the whole. What is held of an
 * answer is no more than was asked for. Redirects are followed as `fetch` does, 20 at most.
 * @throws InputError for an address that can't be reached or is refused, an answer of another length, a connection that
 * breaks off, and a large file whose server gives no ranges; the signal's reason once it has aborted.
 */
export async function overHttp(address: string, options: OverHttpOptions = {}): Promise<AsyncBuffer> {
  const { signal, mostWhole = MAX_WHOLE } = options;
  const fault = `can't read ${showAddress(address)}`;
  let whole: Promise<AsyncBuffer> | undefined;
  const ask = async (init: RequestInit): Promise<Response> => {
    signal?.throwIfAborted();
    return fetch(address, { ...init, ...(signal ? { signal } : {}) }).catch((cause) => {
      signal?.throwIfAborted();
      const why = cause.cause?.message ?? cause.message;
      throw new InputError(`${fault}: ${why}; look at the address and the network`, { cause });
    });
  };
  const bodyOf = async (response: Response, most: number): Promise<Uint8Array> => {
    try {
      return await readBody(response, most);
    } catch (cause) {
      signal?.throwIfAborted();
      throw new InputError(`${fault}: ${(cause as Error).message}; try again`, { cause });
    }
  };
  const exactly = async (response: Response, length: number): Promise<Uint8Array> => {
    const bytes = await bodyOf(response, length + 1);
    if (bytes.length === length) return bytes;
    const got = bytes.length > length ? 'more' : bytes.length;
    throw new InputError(`${fault}: the server answers ${got} bytes where ${length} were asked for; try again`);
  };
  const range = (start: number, end: number) => ask({ headers: { Range: `bytes=${start}-${end - 1}` } });
  /** @throws InputError for an answer that has neither a range nor the whole. */
  const check = async (response: Response): Promise<Response> => {
    if (response.status === 206 || response.status === 200) return response;
    await response.body?.cancel();
    throw new InputError(`${fault}: the server answers ${response.status} ${response.statusText}; look at the address`);
  };
  const keepWhole = async (response: Response): Promise<AsyncBuffer> => {
    const claimed = Number(response.headers.get('content-length') ?? 0);
    if (claimed <= mostWhole) {
      const bytes = await bodyOf(response, mostWhole + 1);
      if (bytes.length <= mostWhole) return inMemory(bytes);
    } else await response.body?.cancel();
    throw new InputError(
      `${fault}: its server gives no ranges of it, and it has ${claimed > mostWhole ? claimed : `more than ${mostWhole}`} bytes; serve it with ranges (Accept-Ranges: bytes), or download it`,
    );
  };
  const byteLength = await lengthOf();
  if (whole) return whole;
  if (byteLength < SMALL) {
    return inMemory(await exactly(await check(await ask({})), byteLength));
  }
  return {
    byteLength,
    async slice(start, end = byteLength) {
      // Offsets are the file's own claims.
      if (!(start >= 0 && start <= end && end <= byteLength)) throw new Error('a part lies beyond the end of the file');
      if (end - start > MAX_PART) throw new Error(`a part has ${end - start} bytes, too many to hold`);
      if (start === end) return new ArrayBuffer(0);
      if (whole) return (await whole).slice(start, end);
      const response = await check(await range(start, end));
      if (response.status === 200) {
        whole = keepWhole(response);
        whole.catch(() => {
          whole = undefined; // the next part is asked for anew
        });
        return (await whole).slice(start, end);
      }
      const [, from] = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '') ?? [];
      if (from !== undefined && Number(from) !== start) {
        await response.body?.cancel();
        throw new InputError(
          `${fault}: the server answers the part from ${from} on where that from ${start} on was asked for; try again`,
        );
      }
      return (await exactly(response, end - start)).buffer as ArrayBuffer;
    },
  };

  /** By HEAD, else by a range of one byte. */
  async function lengthOf(): Promise<number> {
    const head = await ask({ method: 'HEAD' });
    await head.body?.cancel();
    const told = head.ok && !head.headers.get('content-encoding') ? head.headers.get('content-length') : null;
    if (told !== null && /^[1-9]\d{0,14}$/.test(told)) return Number(told);
    const response = await check(await range(0, 1));
    if (response.status === 200) {
      whole = keepWhole(response);
      return (await whole).byteLength;
    }
    await response.body?.cancel();
    const [, total] = /\/(\d{1,15})$/.exec(response.headers.get('content-range') ?? '') ?? [];
    if (total) return Number(total);
    throw new InputError(`${fault}: its server does not tell how long it is (Content-Length); download it`);
  }
}

/** What an answer holds, up to `most` bytes. @throws Error where the connection breaks off. */
async function readBody(response: Response, most: number): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  while (reader) {
    const { done, value } = await reader.read().catch((cause) => {
      throw new Error('the connection broke off', { cause });
    });
    if (done) break;
    parts.push(value);
    length += value.length;
    if (length < most) continue;
    await reader.cancel().catch(() => undefined);
    break;
  }
  const whole = new Uint8Array(Math.min(length, most));
  let at = 0;
  for (const part of parts) {
    whole.set(part.subarray(0, whole.length - at), at);
    at += part.length;
  }
  return whole;
}
