import { InputError, show } from '@audiate/protocol';
import { AwsClient } from 'aws4fetch';
import { reachOf, type S3Options } from './s3-options.js';
import { s3PlaceOf } from './s3-place.js';

/** What is asked of a file in a bucket. */
interface S3Request<T> {
  readonly body?: Uint8Array | string;
  /** The first byte that is wanted, and the one after the last; all unless given. */
  readonly range?: readonly [start: number, end: number];
  /** Takes the answer, which says that it is well, or that there is no such file. Where it throws anything but an InputError, all is asked again. */
  use(answer: Response): Promise<T>;
}

/** Asks a bucket something of a file. */
export type S3Ask = <T>(method: string, name: string, request: S3Request<T>) => Promise<T>;

/** How long one answer may take: that of two gigabytes at 4 MB a second. */
const ANSWER_MS = 600_000;
/** How long a request waits before it is made again where the line broke. */
const PAUSES_MS = [500, 4000];

/**
 * Requests for the files of a bucket, made again where the line breaks: every one may be made twice. Before the first it is asked
 * whether the bucket is there.
 * @throws InputError for another address, and where there are no keys; so do requests that are refused. Keys are in no message.
 */
export function s3Requests(
  address: string,
  options: S3Options,
): { readonly ask: S3Ask; readonly noBucket: () => InputError } {
  const { bucket, prefix } = s3PlaceOf(address);
  const { endpoint, region, ...keys } = reachOf(options);
  const client = new AwsClient({ ...keys, region, service: 's3' });
  const send = async (
    method: string,
    path: string,
    { body, range }: Pick<S3Request<never>, 'body' | 'range'> = {},
  ): Promise<Response> => {
    const signal = AbortSignal.timeout(ANSWER_MS);
    const headers = range && { Range: `bytes=${range[0]}-${range[1] - 1}` };
    const request = { method, redirect: 'manual', signal, ...(body && { body }), ...(headers && { headers }) } as const;
    const answer = await client.fetch(`${endpoint}/${path}`, request as RequestInit);
    if (!answer.ok) await answer.body?.cancel();
    return answer;
  };
  const refusal = (answer: Response, method: string, path: string) =>
    new InputError(
      `${show(address)} refused to ${method} ${show(path)} with status ${answer.status}: ${reasonOf(answer)}`,
    );
  const away = (error: Error) => {
    const code = (error.cause as NodeJS.ErrnoException | undefined)?.code;
    const why = code ?? error.message;
    return new InputError(`can't reach ${show(endpoint)} for ${show(address)} (${why})`, { cause: error });
  };
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
  const noBucket = () => new InputError(`there is no bucket ${show(bucket)}; make it, or name another`);
  let bucketIsThere: Promise<void> | undefined;
  const checkBucket = async () => {
    const answer = await persist(() => send('HEAD', bucket));
    if (answer.status === 404) throw noBucket();
    // Keys that may not look at the bucket may use it.
    if (!answer.ok && answer.status !== 403) throw refusal(answer, 'HEAD', bucket);
  };
  return {
    noBucket,
    async ask(method, name, { use, ...what }) {
      bucketIsThere ??= checkBucket();
      await bucketIsThere.catch((error) => {
        bucketIsThere = undefined;
        throw error;
      });
      const path = [bucket, ...prefix, ...name.split('/')].map(encodeURIComponent).join('/');
      return persist(async () => {
        const answer = await send(method, path, what);
        if (answer.ok || answer.status === 404) return use(answer);
        throw refusal(answer, method, path);
      });
    },
  };
}

/** Amazon does not tell who may not list a bucket that a file is absent (S3's API, `HeadObject`). */
const WHY_REFUSED =
  'look at the keys, the region, and what they may do with the bucket; without s3:ListBucket a file that is not there is refused, too';

function reasonOf({ status, headers }: Response): string {
  const region = headers.get('x-amz-bucket-region');
  if (region !== null && status < 500) return `the bucket is in the region ${show(region)}; set AWS_REGION`;
  if (status === 401 || status === 403) return WHY_REFUSED;
  if (status === 429 || status >= 500) return 'the store is too busy; try again later';
  return 'look at the address, and at AWS_ENDPOINT_URL';
}
