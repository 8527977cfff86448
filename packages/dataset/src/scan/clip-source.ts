import type { Clip, Sound } from '@audiate/protocol';

/** A clip of a corpus, by name; its sound is read when its turn comes. */
export interface CorpusClip {
  /** Its name in the index: a path, an address, an id. */
  readonly file: string;
  /** The sound, or what reads it. */
  readonly sound: Clip | (() => Clip | Promise<Clip>);
  /**
   * Reads the sound piece by piece, one after another without gap, so that a clip of hours takes no more memory than a short
   * one; `sound` is read whole unless given.
   */
  readonly windows?: (options: WindowOptions) => AsyncIterable<Sound>;
  /**
   * The same at the clip's own rate, for what is listened to: `windows` at the model's rate serve unless given.
   * @param seconds length of every piece but the last.
   */
  readonly pieces?: (seconds: number) => AsyncIterable<Sound>;
  /** What it is labelled as, for readers of the index. */
  readonly label?: string;
  /** What is said in it. */
  readonly transcript?: string;
}

/** How long pieces are, and at which rate. */
export interface WindowOptions {
  /** In Hz. */
  readonly sampleRate: number;
  /** Length of every piece but the last. */
  readonly seconds: number;
}

/** Clips one after another, each time in the same order. */
export type Corpus = Iterable<CorpusClip> | AsyncIterable<CorpusClip>;
