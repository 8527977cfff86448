/** Why a fetch failed, without the address, which may hold a secret. */
export function failure(error: Error): string {
  const { cause } = error as { cause?: { code?: unknown } };
  if (typeof cause?.code === 'string') return cause.code;
  return error.name === 'TypeError' ? 'no connection' : error.name;
}
