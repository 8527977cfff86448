import { InputError } from '@audiate/protocol';
import { type HttpOptions, httpFile } from './http-file.js';

/**
 * All of a file at an address, by one request. Redirects are followed as `fetch` does.
 * @param most bytes that it may have.
 * @throws InputError for an address that can't be reached or is refused, a connection that breaks off, and a larger file; the
 * signal's reason once it has aborted.
 */
export async function httpWhole(address: string, most: number, options: HttpOptions = {}): Promise<Uint8Array> {
  const { fault, ask, check, bodyOf } = httpFile(address, options);
  const response = await check(await ask());
  const claimed = Number(response.headers.get('content-length') ?? 0);
  if (claimed <= most) {
    const bytes = await bodyOf(response, most + 1);
    if (bytes.length <= most) return bytes;
  } else await response.body?.cancel();
  throw new InputError(`${fault}: it has ${claimed > most ? claimed : 'more'} bytes, and ${most} are the most`);
}
