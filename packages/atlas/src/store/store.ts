/** Where finished work lies: a folder, or a bucket. Names are paths between slashes, such as `chunks/00012/chunk.tar`. */
export interface Store {
  /** What it is, as a message names it. */
  readonly source: string;
  /** @throws InputError where that can't be told. */
  has(name: string): Promise<boolean>;
  /** @throws InputError where there is nothing of this name, or it can't be read. */
  read(name: string): Promise<Uint8Array>;
  /** Whole or not at all; what was there is replaced. @throws InputError where it can't be written. */
  write(name: string, bytes: Uint8Array | string): Promise<void>;
  /** Also where there is nothing of this name. @throws InputError where it can't be removed. */
  remove(name: string): Promise<void>;
}

/** What Node holds in one piece. */
export const MAX_STORED_BYTES = 2 ** 31 - 1;
