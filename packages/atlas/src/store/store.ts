/** Where an atlas lies, or the chunks of one: a folder, or a bucket. Names are paths between slashes, such as `chunks/00012/chunk.tar`. */
export interface Store {
  /** What it is, as a message names it. */
  readonly source: string;
  /** Its folder on this machine, where it is one: work on a plan in it lies beside the plan. */
  readonly folder?: string;
  /** @throws InputError where that can't be told. */
  has(name: string): Promise<boolean>;
  /**
   * @param most bytes that it may have; what Node holds in one piece, 2^31 - 1, unless given.
   * @throws InputError where there is nothing of this name, it can't be read, or has more.
   */
  read(name: string, most?: number): Promise<Uint8Array>;
  /** Reads nothing of it yet. @throws InputError where there is nothing of this name, or it can't be read. */
  open(name: string): Promise<StoredFile>;
  /** Whole or not at all; what was there is replaced. @throws InputError where it can't be written. */
  write(name: string, bytes: Uint8Array | string): Promise<void>;
  /** Also where there is nothing of this name. @throws InputError where it can't be removed. */
  remove(name: string): Promise<void>;
}

/** A file of a store, to be read in parts. */
export interface StoredFile {
  readonly byteLength: number;
  /**
   * Bytes from `start` to before `end`, by one request; to the end unless given.
   * @throws Error for a part that lies beyond the end, or can't be read.
   */
  slice(start: number, end?: number): Promise<ArrayBuffer>;
}

/** What Node holds in one piece. */
export const MAX_STORED_BYTES = 2 ** 31 - 1;
