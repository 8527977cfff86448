import { InputError, joinBytes } from '@audiate/protocol';

/**
 * The bytes at an address, at most `most` of them: more are refused while they arrive, whatever the server says.
 * @param signal ends it: what was asked for is no longer waited for.
 * @throws InputError for an address that does not answer, or holds more; the signal's reason when it aborts.
 */
export async function fetchBounded(
  address: string,
  { most, signal }: { readonly most: number; readonly signal: AbortSignal },
): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(address, { signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new InputError(
      `${address} does not load (${error instanceof Error ? error.message : error}); check the address`,
    );
  });
  if (!answer.ok || !answer.body) throw new InputError(`${address} answers ${answer.status}; check the address`);
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (const reader = answer.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new InputError(`${address} holds more than ${most} bytes; show a shorter file`);
    }
    pieces.push(value);
  }
  return joinBytes(pieces);
}
