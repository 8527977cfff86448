/** The failure of an answer whose headers are beyond what the platform reads; Node's limit is 16 KiB. */
export const HEADERS_TOO_LARGE = 'UND_ERR_HEADERS_OVERFLOW';

/** Why a fetch failed, without the address, which may hold a secret. */
export function failure(error: Error): string {
  const { cause } = error as { cause?: { code?: unknown } };
  if (typeof cause?.code === 'string') return cause.code;
  return error.name === 'TypeError' ? 'no connection' : error.name;
}
