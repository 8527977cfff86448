import { InputError, joinBytes, show } from '@audiate/protocol';
import { AwsClient } from 'aws4fetch';
import { MAX_STORED_BYTES, type Store } from './store.js';

/** How a bucket is reached; where something is left out, by the variables that the tools of AWS read. */
export interface S3Options {
  /** `https://…`, for stores that are not Amazon's; `AWS_ENDPOINT_URL_S3`, `AWS_ENDPOINT_URL`, else Amazon's own. */
  readonly endpoint?: string;
  /** `AWS_REGION`, `AWS_DEFAULT_REGION`, else us-east-1. */
  readonly region?: string;
  /** `AWS_ACCESS_KEY_ID` */
  readonly accessKeyId?: string;
  /** `AWS_SECRET_ACCESS_KEY` */
  readonly secretAccessKey?: string;
  /** `AWS_SESSION_TOKEN` */
  readonly sessionToken?: string;
}

/** How long one answer may take: that of two gigabytes at 4 MB a second. */
const ANSWER_MS = 600_000;
const MAX_NAME = 900;
/** How long a request waits before it is made again where the line broke. */
const PAUSES_MS = [500, 4000];
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/**
 * A bucket of a store that speaks S3, below a prefix. Before the first request it is asked whether the bucket is there. Requests that the store is
 * too busy for are made again, ten times, those whose line breaks, twice, with pauses that grow.
 * @param address `s3://bucket/prefix`.
 * @throws InputError for another address, and where there are no keys. Keys are in no message.
 */
export function s3Store(address: string, options: S3Options = {}): Store {
  const { bucket, prefix } = placeOf(address);
  const { endpoint, region, ...keys } = reach(options);
  const client = new AwsClient({ ...keys, region, service: 's3' });
  const send = async (method: string, path: string, body?: Uint8Array | string): Promise<Response> => {
    const signal = AbortSignal.timeout(ANSWER_MS);
    const request = { method, redirect: 'manual', signal, ...(body && { body }) } as const;
    const answer = await client.fetch(`${endpoint}/${path}`, request as RequestInit);
    if (!answer.ok) await answer.body?.cancel();
    return answer;
  };
  const refusal = (answer: Response, method: string, path: string) =>
    new InputError(
      `${show(address)} refused to ${method} ${show(path)} with status ${answer.status}: ${reasonOf(answer)}`,
    );
  /** Every request may be made twice: it is made again where the line breaks. */
  const persist = async <T>(attempt: () => Promise<T>): Promise<T> => {
    for (let again = 0; ; again++) {
      try {
        return await attempt();
      } catch (error) {
        if (error instanceof InputError) throw error;
        if (again === PAUSES_MS.length) throw away(error as Error);
        await new Promise((resolve) => setTimeout(resolve, PAUSES_MS[again]));
      }
    }
  };
  const away = (error: Error) => {
    const code = (error.cause as NodeJS.ErrnoException | undefined)?.code;
    const why = code ?? error.message;
    return new InputError(`can't reach ${show(endpoint)} for ${show(address)} (${why})`, { cause: error });
  };
  const noBucket = () => new InputError(`there is no bucket ${show(bucket)}; make it, or name another`);
  let bucketIsThere: Promise<void> | undefined;
  const checkBucket = async () => {
    const answer = await persist(() => send('HEAD', bucket));
    if (answer.status === 404) throw noBucket();
    // Keys that may not look at the bucket may use it.
    if (!answer.ok && answer.status !== 403) throw refusal(answer, 'HEAD', bucket);
  };
  const ask = async <T>(
    method: string,
    name: string,
    { body, use }: { readonly body?: Uint8Array | string; use(answer: Response): Promise<T> },
  ): Promise<T> => {
    bucketIsThere ??= checkBucket();
    await bucketIsThere.catch((error) => {
      bucketIsThere = undefined;
      throw error;
    });
    const path = [bucket, ...prefix, ...name.split('/')].map(encodeURIComponent).join('/');
    return persist(async () => {
      const answer = await send(method, path, body);
      if (answer.ok || answer.status === 404) return use(answer);
      throw refusal(answer, method, path);
    });
  };
  return {
    source: address,
    has: (name) => ask('HEAD', name, { use: async ({ ok }) => ok }),
    read: (name) =>
      ask('GET', name, {
        async use(answer) {
          if (answer.ok) return wholeOf(answer, `${show(name)} in ${show(address)}`);
          throw new InputError(`there is no ${show(name)} in ${show(address)}`);
        },
      }),
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

/** All bytes of an answer. @throws InputError for more than Node holds in one piece, told or not. */
async function wholeOf(answer: Response, what: string): Promise<Uint8Array> {
  const tooLong = (bytes: number) =>
    new InputError(`${what} has ${bytes} bytes or more; ${MAX_STORED_BYTES} are the most`);
  const told = Number(answer.headers.get('content-length') ?? 0);
  if (told > MAX_STORED_BYTES) {
    await answer.body?.cancel();
    throw tooLong(told);
  }
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of answer.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += piece.length;
    if (bytes > MAX_STORED_BYTES) throw tooLong(bytes);
    pieces.push(piece);
  }
  return joinBytes(pieces);
}

function placeOf(address: string): { readonly bucket: string; readonly prefix: readonly string[] } {
  const [, bucket = '', path = ''] = /^s3:\/\/([^/]*)\/?(.*)$/.exec(address) ?? [];
  const prefix = path.split('/').filter((part) => part !== '');
  if (BUCKET.test(bucket) && path.length <= MAX_NAME && !prefix.some((part) => /^\.\.?$/.test(part))) {
    return { bucket, prefix };
  }
  throw new InputError(`a bucket must be an address such as s3://bucket/prefix, got ${show(address)}`);
}

function reach(options: S3Options) {
  const { env } = process;
  const region = options.region ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? 'us-east-1';
  const given = options.endpoint ?? env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL;
  const endpoint = (given ?? `https://s3.${region}.amazonaws.com`).replace(/\/+$/, '');
  if (!/^https?:\/\/[^/@?#]+(\/[^@?#]*)?$/.test(endpoint)) {
    throw new InputError(`the address of an S3 store must be https://host or http://host, got ${show(endpoint)}`);
  }
  const accessKeyId = options.accessKeyId ?? env.AWS_ACCESS_KEY_ID;
  const secretAccessKey = options.secretAccessKey ?? env.AWS_SECRET_ACCESS_KEY;
  const sessionToken = options.sessionToken ?? env.AWS_SESSION_TOKEN;
  if (!accessKeyId || !secretAccessKey) {
    throw new InputError('a bucket needs keys; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY');
  }
  return { endpoint, region, accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}

function reasonOf({ status, headers }: Response): string {
  const region = headers.get('x-amz-bucket-region');
  if (region !== null && status < 500) return `the bucket is in the region ${show(region)}; set AWS_REGION`;
  if (status === 401 || status === 403) return 'look at the keys, the region, and what they may do with the bucket';
  if (status === 429 || status >= 500) return 'the store is too busy; try again later';
  return 'look at the address, and at AWS_ENDPOINT_URL';
}
