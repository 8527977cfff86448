import { show } from '@audiate/protocol';

/** An address as an error may show it: not one that may hold a user, a password or a signature. */
export function withoutKeys(address: string): string {
  return /[@?#]/.test(address) ? 'one with a user, a query or a fragment, which may hold keys' : show(address);
}
