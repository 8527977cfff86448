/** What a page of a listening test holds beside its words, as JSON. */
export interface PageData {
  /** WAV files as base64. */
  readonly sounds: readonly string[];
  readonly trials: readonly PageTrial[];
  /** {@link PageKey} as base64 of JSON in UTF-8: nobody reads an answer in passing. */
  readonly key: string;
}

/** A trial without its answer: two clips by their numbers, or two words, in an order that tells nothing. */
export interface PageTrial {
  readonly question: string;
  /** The number of the reference, or of the sound to tell the word of. */
  readonly heard: number;
  readonly choices: readonly [number, number] | readonly [string, string];
}

/** For each trial, in the order of the trials. */
export type PageKey = readonly {
  readonly name: string;
  /** What the choices are called in the answers. */
  readonly names: readonly [string, string];
  /** Which choice is right. */
  readonly right: 0 | 1;
}[];
