import type { Clip } from '@audiate/protocol';

/** A clip of a corpus, by name; its sound is read when its turn comes. */
export interface CorpusClip {
  /** Its name in the index: a path, an address, an id. */
  readonly file: string;
  /** The sound, or what reads it. */
  readonly sound: Clip | (() => Clip | Promise<Clip>);
  /** What it is labelled as, for readers of the index. */
  readonly label?: string;
  /** What is said in it. */
  readonly transcript?: string;
}

/** Clips one after another, each time in the same order. */
export type Corpus = Iterable<CorpusClip> | AsyncIterable<CorpusClip>;
