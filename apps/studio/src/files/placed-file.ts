/** A file that the reader gave, and where it lies below what was given. */
export interface PlacedFile {
  /** `folder/within/a.wav`, or the file's bare name. */
  readonly path: string;
  readonly file: File;
}
