import { InputError } from '@audiate/protocol';
import type { AsyncBuffer } from 'hyparquet';
import { type HttpOptions, httpFile } from './http-file.js';
import { inMemory } from './in-memory.js';

/** A file that is fetched whole, where its server gives no ranges. */
const MAX_WHOLE = 2 ** 28;
/** A part that is held. */
const MAX_PART = 2 ** 31;
/** A file that is fetched whole in any case: one answer takes no longer than several. */
const SMALL = 2 ** 19;

/** How ranges are asked for. */
export interface OverHttpOptions extends HttpOptions {
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
  const { fault, ask, bodyOf, exactly, range, check, checkStart } = httpFile(address, { signal });
  let whole: Promise<AsyncBuffer> | undefined;
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
      await checkStart(response, start);
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
