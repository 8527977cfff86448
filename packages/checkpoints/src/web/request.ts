import { InputError, inNode } from '@audiate/protocol';
import { failure, HEADERS_TOO_LARGE } from './failure.js';

/** What came of a request. */
export type Reply =
  | { readonly response: Response; readonly url: string }
  /** No answer: no network, no such host, or nothing within the time. */
  | { readonly unreachable: string };

/** How requests are made. */
export interface Requests {
  readonly token: string | undefined;
  /** The only origin that is sent the token. */
  readonly tokenOrigin: string;
  readonly signal: AbortSignal | undefined;
  /** A server that says nothing for so long is given up; 10 s unless given. */
  readonly silenceMs?: number | undefined;
}

/** One request. */
export interface Request {
  readonly method: 'HEAD' | 'GET';
  readonly headers?: Readonly<Record<string, string>>;
  /** A redirect to another origin is answered as it is; unless given it is followed, without the token. */
  readonly stayOnOrigin?: boolean;
}

/** As huggingface_hub's HF_HUB_ETAG_TIMEOUT and HF_HUB_DOWNLOAD_TIMEOUT: nothing comes for so long. */
export const SILENCE_MS = 10_000;
const MAX_REDIRECTS = 10;

/**
 * Sends a request and follows its redirects by hand: the token goes to the given origin and to nowhere else, nor back to
 * it once a redirect has led away. In browsers, which show no redirect, the platform follows and drops the token alike.
 * Resolves for every status.
 * @throws InputError for too many redirects, one to what is not the web, and headers that are too large; the signal's
 * reason when it aborts.
 */
export async function send(start: string, request: Request, requests: Requests): Promise<Reply> {
  const { token, tokenOrigin } = requests;
  const byHand = inNode;
  let url = start;
  let atHome = true;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const { origin, host } = new URL(url);
    atHome &&= origin === tokenOrigin;
    const headers: Record<string, string> = {
      // A page may not name itself nor what it unpacks; to try costs a preflight.
      ...(byHand && { 'user-agent': 'audiate', 'accept-encoding': 'identity' }),
      ...request.headers,
      ...(token !== undefined && atHome && { authorization: `Bearer ${token}` }),
    };
    const redirect = byHand ? 'manual' : 'follow';
    const reply = await fetchOnce(url, { method: request.method, headers, redirect }, requests);
    if (typeof reply === 'string') {
      if (reply === HEADERS_TOO_LARGE) throw new InputError(`${host} answers with more headers than are read (16 KiB)`);
      return { unreachable: `${host} cannot be reached (${reply})` };
    }
    const location = reply.headers.get('location');
    if (!byHand) return { response: reply, url: reply.url || url };
    if (![301, 302, 303, 307, 308].includes(reply.status) || location === null) return { response: reply, url };
    const next = redirectTarget(location, url);
    if (request.stayOnOrigin && next.origin !== origin) return { response: reply, url };
    await reply.body?.cancel();
    url = next.href;
  }
  throw new InputError(`${new URL(start).host} redirects in a circle or too often`);
}

function redirectTarget(location: string, from: string): URL {
  const next = URL.canParse(location, from) ? new URL(location, from) : undefined;
  const { host, protocol } = new URL(from);
  if (!next || !/^https?:$/.test(next.protocol)) throw new InputError(`${host} redirects to what is no web address`);
  if (protocol === 'https:' && next.protocol !== 'https:') {
    throw new InputError(`${host} redirects to ${next.host} without encryption`);
  }
  if (next.username || next.password) throw new InputError(`${host} redirects to an address with a password`);
  return next;
}

/** A response, or why there is none. */
async function fetchOnce(url: string, init: RequestInit, requests: Requests): Promise<Response | string> {
  const { signal, silenceMs = SILENCE_MS } = requests;
  signal?.throwIfAborted();
  const watch = new AbortController();
  const abort = () => watch.abort();
  signal?.addEventListener('abort', abort);
  const timer = setTimeout(abort, silenceMs);
  try {
    return await fetch(url, { ...init, signal: watch.signal });
  } catch (error) {
    signal?.throwIfAborted();
    return watch.signal.aborted ? `no answer within ${silenceMs / 1000} s` : failure(error as Error);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}
