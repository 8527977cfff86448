import { show } from '@audiate/protocol';

/** An address in a message: without its query and without a name and password, which may be secrets and are kept by an index. */
export function showAddress(address: string): string {
  return show(address.replace(/[?#].*$/s, '').replace(/^(\w+:\/\/)[^/]*@/, '$1'));
}
