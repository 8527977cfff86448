import { InputError, show } from '@audiate/protocol';
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
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/**
 * A bucket of a store that speaks S3, below a prefix. Requests that the store is too busy for are tried again, ten times, with pauses that
 * grow.
 * @param address `s3://bucket/prefix`.
 * @throws InputError for another address, and where there are no keys. Keys are in no message.
 */
export function s3Store(address: string, options: S3Options = {}): Store {
  const { bucket, prefix } = placeOf(address);
  const { endpoint, region, ...keys } = reach(options);
  const client = new AwsClient({ ...keys, region, service: 's3' });
  const ask = async (method: string, name: string, body?: Uint8Array | string): Promise<Response> => {
    const path = [bucket, ...prefix, ...name.split('/')].map(encodeURIComponent).join('/');
    const request = {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS),
      ...(body && { body }),
    } as const;
    let answer: Response;
    try {
      answer = await client.fetch(`${endpoint}/${path}`, request as RequestInit);
    } catch (error) {
      const cause = (error as Error).cause as NodeJS.ErrnoException | undefined;
      throw new InputError(
        `can't reach ${show(endpoint)} for ${show(address)} (${cause?.code ?? (error as Error).message})`,
        { cause: error },
      );
    }
    if (answer.ok || answer.status === 404) return answer;
    await answer.body?.cancel();
    throw new InputError(
      `${show(address)} refused to ${method} ${show(name)} with status ${answer.status}: ${reasonOf(answer.status)}`,
    );
  };
  const missing = (name: string) => new InputError(`there is no ${show(name)} in ${show(address)}`);
  return {
    source: address,
    async has(name) {
      return (await ask('HEAD', name)).ok;
    },
    async read(name) {
      const answer = await ask('GET', name);
      const length = Number(answer.headers.get('content-length') ?? Number.NaN);
      if (answer.ok && length <= MAX_STORED_BYTES) return new Uint8Array(await answer.arrayBuffer());
      await answer.body?.cancel();
      if (!answer.ok) throw missing(name);
      throw new InputError(`${show(name)} in ${show(address)} has ${length} bytes; ${MAX_STORED_BYTES} are the most`);
    },
    async write(name, bytes) {
      const answer = await ask('PUT', name, bytes);
      await answer.body?.cancel();
      if (!answer.ok) throw new InputError(`there is no bucket ${show(bucket)}; make it, or name another`);
    },
    async remove(name) {
      await (await ask('DELETE', name)).body?.cancel();
    },
  };
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
    throw new InputError(`the address of an S3 store must be https://host, got ${show(endpoint)}`);
  }
  const accessKeyId = options.accessKeyId ?? env.AWS_ACCESS_KEY_ID;
  const secretAccessKey = options.secretAccessKey ?? env.AWS_SECRET_ACCESS_KEY;
  const sessionToken = options.sessionToken ?? env.AWS_SESSION_TOKEN;
  if (!accessKeyId || !secretAccessKey) {
    throw new InputError('a bucket needs keys; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY');
  }
  return { endpoint, region, accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}

function reasonOf(status: number): string {
  if (status === 401 || status === 403) return 'look at the keys, the region, and what they may do with the bucket';
  if (status === 429 || status >= 500) return 'the store is too busy; try again later';
  return 'look at the address, and at AWS_ENDPOINT_URL';
}
