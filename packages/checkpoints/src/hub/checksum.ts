import type { NodeModules } from '../disk/node.js';

/** A hash of bytes that arrive one after another. */
export interface Checksum {
  add(bytes: Uint8Array): void;
  /** Whether the bytes were those that the ETag names; true where the ETag is no hash that is known. */
  matches(): boolean;
}

/**
 * The hash that an ETag of the Hub is: SHA-256 of the bytes (64 hex digits), or git's of a blob, SHA-1 of
 * `blob <size>\0` and the bytes (40 hex digits).
 * @param size bytes of the whole file; git's hash cannot be had without it, so that nothing is checked then.
 */
export function checksum(etag: string, size: number | undefined, { crypto }: NodeModules): Checksum {
  const hash = /^[0-9a-f]{64}$/.test(etag)
    ? crypto.createHash('sha256')
    : /^[0-9a-f]{40}$/.test(etag) && size !== undefined
      ? crypto.createHash('sha1').update(`blob ${size}\0`)
      : undefined;
  return {
    add: (bytes) => void hash?.update(bytes),
    matches: () => hash === undefined || hash.digest('hex') === etag,
  };
}
