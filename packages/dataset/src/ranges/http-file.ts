import { InputError } from '@audiate/protocol';
import { showAddress } from '../audio/show-address.js';

/** How a file at an address is asked for. */
export interface HttpOptions {
  /** Ends what is under way. */
  readonly signal?: AbortSignal | undefined;
}

/** Requests for one file. */
export type HttpFile = ReturnType<typeof httpFile>;

/** A file at an address, to be asked for. What can't be had is an InputError that names the address. */
export function httpFile(address: string, { signal }: HttpOptions = {}) {
  const fault = `can't read ${showAddress(address)}`;
  const ask = async (init: RequestInit = {}): Promise<Response> => {
    signal?.throwIfAborted();
    return fetch(address, { ...init, ...(signal ? { signal } : {}) }).catch((cause) => {
      signal?.throwIfAborted();
      const why = cause.cause?.message ?? cause.message;
      throw new InputError(`${fault}: ${why}; look at the address and the network`, { cause });
    });
  };
  /** @throws InputError where the connection breaks off. */
  const bodyOf = async (response: Response, most: number): Promise<Uint8Array> => {
    try {
      return await readBody(response, most);
    } catch (cause) {
      signal?.throwIfAborted();
      throw new InputError(`${fault}: ${(cause as Error).message}; try again`, { cause });
    }
  };
  return {
    /** Begins what goes wrong with it. */
    fault,
    /** Sends a request. */
    ask,
    /** What an answer holds, up to `most` bytes. */
    bodyOf,
    /** What an answer holds. @throws InputError where that is not `length` bytes. */
    async exactly(response: Response, length: number): Promise<Uint8Array> {
      const bytes = await bodyOf(response, length + 1);
      if (bytes.length === length) return bytes;
      const got = bytes.length > length ? 'more' : bytes.length;
      throw new InputError(`${fault}: the server answers ${got} bytes where ${length} were asked for; try again`);
    },
    /** Asks for the bytes from `start` to before `end`. */
    range: (start: number, end: number) => ask({ headers: { Range: `bytes=${start}-${end - 1}` } }),
    /** The answer itself. @throws InputError for one that has neither a range nor the whole. */
    async check(response: Response): Promise<Response> {
      if (response.status === 206 || response.status === 200) return response;
      await response.body?.cancel();
      throw new InputError(
        `${fault}: the server answers ${response.status} ${response.statusText}; look at the address`,
      );
    },
    /** @throws InputError where an answer says that it begins elsewhere. */
    async checkStart(response: Response, start: number): Promise<void> {
      const [, from] = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '') ?? [];
      if (from === undefined || Number(from) === start) return;
      await response.body?.cancel();
      throw new InputError(
        `${fault}: the server answers the part from ${from} on where that from ${start} on was asked for; try again`,
      );
    },
  };
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
