import { InputError } from '@audiate/protocol';
import { withoutKeys } from './without-keys.js';

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

/** Everything that a request needs. @throws InputError for an address that may hold keys, and where there are none. */
export function reachOf(options: S3Options) {
  const { env } = process;
  const region = options.region ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? 'us-east-1';
  const given = options.endpoint ?? env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL;
  const endpoint = (given ?? `https://s3.${region}.amazonaws.com`).replace(/\/+$/, '');
  if (!/^https?:\/\/[^/@?#]+(\/[^@?#]*)?$/.test(endpoint)) {
    throw new InputError(
      `the address of an S3 store must be https://host or http://host, got ${withoutKeys(endpoint)}`,
    );
  }
  const accessKeyId = options.accessKeyId ?? env.AWS_ACCESS_KEY_ID;
  const secretAccessKey = options.secretAccessKey ?? env.AWS_SECRET_ACCESS_KEY;
  const sessionToken = options.sessionToken ?? env.AWS_SESSION_TOKEN;
  if (!accessKeyId || !secretAccessKey) {
    throw new InputError('a bucket needs keys; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY');
  }
  return { endpoint, region, accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}
