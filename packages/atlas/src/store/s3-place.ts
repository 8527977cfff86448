import { InputError } from '@audiate/protocol';
import { withoutKeys } from './without-keys.js';

const MAX_NAME = 900;
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Where a bucket is, and what stands before the names of its files. */
export interface S3Place {
  readonly bucket: string;
  readonly prefix: readonly string[];
}

/** Whether a place is written as the address of a bucket; else it is a folder. */
export function isBucket(place: string): boolean {
  return place.startsWith('s3://');
}

/** Reads `s3://bucket/prefix`. @throws InputError for another address. */
export function s3PlaceOf(address: string): S3Place {
  const [, bucket = '', path = ''] = /^s3:\/\/([^/]*)\/?(.*)$/.exec(address) ?? [];
  const prefix = path.split('/').filter((part) => part !== '');
  if (BUCKET.test(bucket) && path.length <= MAX_NAME && !prefix.some((part) => /^\.\.?$/.test(part))) {
    return { bucket, prefix };
  }
  throw new InputError(`a bucket must be an address such as s3://bucket/prefix, got ${withoutKeys(address)}`);
}
