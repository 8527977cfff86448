import { InputError, show } from '@audiate/protocol';
import { type ByteSource, bytesInMemory } from '../files/byte-source.js';
import type { CheckpointSource } from '../files/checkpoint-source.js';
import { byteLimit } from '../files/limits.js';
import type { Refused } from '../hub/remote-file.js';
import { readBody } from '../web/body.js';
import { isTransient, type NotNow, patiently, retryAfterMs } from '../web/patience.js';
import { type DownloadProgress, progressMeter } from '../web/progress.js';
import { type Reply, send } from '../web/request.js';

/** Options of {@link openUrl}. */
export interface UrlOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  /** Sent to the address's own origin. */
  readonly token?: string | undefined;
  /** Why a server refuses, for one whose refusals are known: completes "cannot be fetched: ". */
  readonly refusal?: (refused: Refused) => string;
}

/** A status by which servers say that there is no such file. */
const ABSENT = [404, 410];

/**
 * A folder in Hugging Face's layout at an address, as browsers load it: `base/config.json`, … Each file is fetched whole
 * and held in memory; nothing is stored. Requests, redirects and patience are those of the Hub, but a body that breaks
 * off is not completed.
 * @throws InputError, also later for a file, when it cannot be fetched.
 */
export function openUrl(base: string, options: UrlOptions = {}): CheckpointSource {
  const address = checkAddress(base);
  const { signal, onProgress, token, refusal = statusOf } = options;
  const requests = { token, tokenOrigin: address.origin, signal };
  const name = decodeURIComponent(address.pathname).split('/').filter(Boolean).at(-1) ?? address.host;
  return {
    name,
    place: `${address.origin}${address.pathname}`,
    async open(file): Promise<ByteSource | undefined> {
      const url = new URL(address);
      url.pathname = `${url.pathname.replace(/\/$/, '')}/${file}`;
      const thing = `${file} at ${address.host}`;
      const reply = await patiently(async () => notNow(await send(url.href, { method: 'GET' }, requests)), signal);
      if ('again' in reply) throw new InputError(`${thing} cannot be fetched: ${reply.again}`);
      const { response } = reply;
      if (ABSENT.includes(response.status)) {
        await response.body?.cancel();
        return undefined;
      }
      if (!response.ok) {
        await response.body?.cancel();
        throw new InputError(`${thing} cannot be fetched: ${refusal(refusedBy(reply))}`);
      }
      const meter = progressMeter(file, onProgress);
      return bytesInMemory(await readBody(response, { thing, limit: byteLimit(file), meter, signal }));
    },
    close: async () => {},
  };
}

type Answer = Extract<Reply, { readonly response: Response }>;

const refusedBy = ({ response: { status, headers }, url }: Answer): Refused => ({
  status,
  code: headers.get('x-error-code'),
  host: new URL(url).host,
});
const statusOf = ({ host, status }: Refused): string => `${host} answers with status ${status}`;

/** An answer, or why to ask again. */
async function notNow(reply: Reply): Promise<Answer | NotNow> {
  if ('unreachable' in reply) return { again: reply.unreachable };
  const { response } = reply;
  if (!isTransient(response.status)) return reply;
  await response.body?.cancel();
  return { again: statusOf(refusedBy(reply)), afterMs: retryAfterMs(response.headers) };
}

function checkAddress(base: string): URL {
  const address = URL.canParse(base) ? new URL(base) : undefined;
  if (!address || !/^https?:$/.test(address.protocol)) {
    throw new InputError(`an address of a checkpoint must begin with https:// or http://, got ${show(base)}`);
  }
  if (address.username || address.password) {
    throw new InputError(`the address at ${address.host} must not hold a user name or password`);
  }
  return address;
}
