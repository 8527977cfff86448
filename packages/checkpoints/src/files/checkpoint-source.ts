import type { ByteSource } from './byte-source.js';

/** Where the files of one checkpoint come from: a folder, the Hub, an address. */
export interface CheckpointSource {
  /** What the model is called unless its user names it. */
  readonly name: string;
  /** What errors call it: `folder "models/tiny"`. */
  readonly place: string;
  /**
   * One file, by its plain name; undefined where there is none.
   * @throws InputError when it is there and cannot be had.
   */
  open(file: string): Promise<ByteSource | undefined>;
  /** Closes what was opened. */
  close(): Promise<void>;
}
