import { InputError, joinBytes, show } from '@audiate/protocol';
import type { S3Options } from './s3-options.js';
import { s3Requests } from './s3-requests.js';
import { MAX_STORED_BYTES, type Store } from './store.js';

/**
 * A bucket of a store that speaks S3, below a prefix. Before the first request it is asked whether the bucket is there. Requests that the store is
 * too busy for are made again, ten times, those whose line breaks, twice, with pauses that grow.
 * @param address `s3://bucket/prefix`.
 * @throws InputError for another address, and where there are no keys. Keys are in no message.
 */
export function s3Store(address: string, options: S3Options = {}): Store {
  const { ask, noBucket } = s3Requests(address, options);
  const what = (name: string) => `${show(name)} in ${show(address)}`;
  const present = async (answer: Response, name: string): Promise<Response> => {
    if (answer.ok) return answer;
    throw new InputError(`there is no ${what(name)}`);
  };
  return {
    source: address,
    has: (name) => ask('HEAD', name, { use: async ({ ok }) => ok }),
    read: (name, most = MAX_STORED_BYTES) =>
      ask('GET', name, { use: async (answer) => wholeOf(await present(answer, name), what(name), most) }),
    async open(name) {
      const byteLength = await ask('HEAD', name, {
        use: async (answer) => lengthOf(await present(answer, name), what(name)),
      });
      return {
        byteLength,
        async slice(start, end = byteLength) {
          // Offsets are a file's own claims.
          if (!(start >= 0 && start <= end && end <= byteLength)) throw beyond(what(name), byteLength);
          if (start === end) return new ArrayBuffer(0);
          return ask('GET', name, {
            range: [start, end],
            use: async (answer) => partOf(await present(answer, name), what(name), [start, end]),
          });
        },
      };
    },
    write: (name, bytes) =>
      ask('PUT', name, {
        body: bytes,
        async use({ ok, body }) {
          await body?.cancel();
          // It was there when it was looked for.
          if (!ok) throw noBucket();
        },
      }),
    remove: (name) => ask('DELETE', name, { use: async ({ body }) => body?.cancel() }),
  };
}

const beyond = (what: string, bytes: number) =>
  new InputError(`a part lies beyond the end of ${what}, which has ${bytes} bytes`);

/** How long a file is, as its headers say. */
function lengthOf({ headers }: Response, what: string): number {
  const told = headers.get('content-encoding') ? null : headers.get('content-length');
  if (told !== null && /^\d{1,15}$/.test(told)) return Number(told);
  throw new InputError(`the store does not tell how long ${what} is (Content-Length)`);
}

/** All bytes of an answer. @throws InputError for more than `most`, told or not. */
async function wholeOf(answer: Response, what: string, most: number): Promise<Uint8Array> {
  const tooLong = (bytes: number) => new InputError(`${what} has ${bytes} bytes or more; ${most} are the most`);
  const told = Number(answer.headers.get('content-length') ?? 0);
  if (told > most) {
    await answer.body?.cancel();
    throw tooLong(told);
  }
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of answer.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += piece.length;
    if (bytes > most) throw tooLong(bytes);
    pieces.push(piece);
  }
  return joinBytes(pieces);
}

/** The bytes of a range. @throws InputError for an answer of another place or length. */
async function partOf(
  answer: Response,
  what: string,
  [start, end]: readonly [start: number, end: number],
): Promise<ArrayBuffer> {
  const [, from] = /^bytes (\d+)-/.exec(answer.headers.get('content-range') ?? '') ?? [];
  if (answer.status !== 206 || (from !== undefined && Number(from) !== start)) {
    await answer.body?.cancel();
    throw new InputError(`the store gives no range of ${what}; name one that does`);
  }
  const bytes = await wholeOf(answer, what, end - start);
  if (bytes.length === end - start) return new Uint8Array(bytes).buffer;
  throw new InputError(`the store answers ${bytes.length} bytes of ${what} where ${end - start} were asked for`);
}
