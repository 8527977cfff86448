import { InputError } from '@audiate/protocol';
import { type HttpOptions, httpFile } from './http-file.js';

/** Where bytes are in a file. */
export interface ByteRange {
  readonly offset: number;
  /** How many; at least 1. */
  readonly bytes: number;
}

/**
 * Bytes of a file at an address, by one request. Redirects are followed as `fetch` does, 20 at most; what is held of an answer is
 * no more than was asked for.
 * @throws InputError for an address that can't be reached or is refused, a server that gives no ranges, and an answer of another
 * length or place; the signal's reason once it has aborted.
 */
export async function httpRange(
  address: string,
  { offset, bytes }: ByteRange,
  options: HttpOptions = {},
): Promise<Uint8Array> {
  const { fault, range, check, checkStart, exactly } = httpFile(address, options);
  const response = await check(await range(offset, offset + bytes));
  if (response.status === 200) {
    await response.body?.cancel();
    throw new InputError(
      `${fault}: its server gives no ranges of it, and sends the whole for each sound; serve it with ranges (Accept-Ranges: bytes)`,
    );
  }
  await checkStart(response, offset);
  return exactly(response, bytes);
}
