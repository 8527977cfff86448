import { InputError, show } from '@audiate/protocol';
import { type ByteSource, bytesInMemory } from '../files/byte-source.js';
import { readBody } from '../web/body.js';
import { failure } from '../web/failure.js';
import { type DownloadProgress, progressMeter } from '../web/progress.js';
import type { CheckpointSource } from './checkpoint-source.js';

/** Options of {@link openUrl}. */
export interface UrlOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A status by which servers say that there is no such file. */
const ABSENT = [404, 410];

/**
 * A folder in Hugging Face's layout at an address, as browsers load it: `base/config.json`, … Each file is fetched whole
 * and held in memory. Redirects are followed as the platform does; nothing is stored.
 * @throws InputError, also later for a file, when it cannot be fetched.
 */
export function openUrl(base: string, options: UrlOptions = {}): CheckpointSource {
  const address = checkAddress(base);
  const { signal, onProgress, headers = {} } = options;
  const name = decodeURIComponent(address.pathname).split('/').filter(Boolean).at(-1) ?? address.host;
  return {
    name,
    place: `${address.origin}${address.pathname}`,
    async open(file): Promise<ByteSource | undefined> {
      const url = new URL(address);
      url.pathname = `${url.pathname.replace(/\/$/, '')}/${file}`;
      const thing = `${file} at ${address.host}`;
      const response = await fetch(url, { headers, ...(signal && { signal }) }).catch((error: Error) => {
        signal?.throwIfAborted();
        throw new InputError(`${thing} cannot be fetched: ${failure(error)}`);
      });
      if (ABSENT.includes(response.status)) {
        await response.body?.cancel();
        return undefined;
      }
      if (!response.ok) {
        await response.body?.cancel();
        throw new InputError(`${thing} cannot be fetched: the server answers with status ${response.status}`);
      }
      const meter = progressMeter(file, onProgress);
      return bytesInMemory(await readBody(response, thing, meter, signal));
    },
    close: async () => {},
  };
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
