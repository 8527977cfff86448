/** A stretch of recorded speech, as long as a sound of the atlas and at the model's rate, that is among the examples of some unit. */
export interface StretchRow {
  /** Which of the recordings that were heard it is from, from 0, and what that is called, where the data tells. */
  readonly recording: number;
  readonly file: string | undefined;
  /** Where it begins in the recording, in seconds; below 0 where silence stands before a shorter one. */
  readonly from: number;
  readonly seconds: number;
  /** What is read in it: the reader's tokens, parted by spaces. */
  readonly said: string | undefined;
  /** What is said in the whole recording, where the data tells. */
  readonly transcript: string | undefined;
  /** What it is multiplied by in its file, a power of two, so that no player clips. */
  readonly gain: number;
  /** Where its FLAC begins in `speech.tar`, and how long it is, in bytes; its SHA-256. */
  readonly soundOffset: number;
  readonly soundBytes: number;
  readonly soundSha256: string;
}
