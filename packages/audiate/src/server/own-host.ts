import type { IncomingMessage } from 'node:http';

/** Alone on this machine: nobody else on the network reaches it. */
export const HOST = '127.0.0.1';

/** Whether a request asks for this machine by its own name: a page elsewhere whose name was made to lead here does not. */
export function isForOwnHost({ headers: { host = '' } }: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host);
}
