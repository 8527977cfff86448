/** A window of a clip that was heard. */
export interface HeardWindow {
  /** The clip's name, as the user's source has it. */
  readonly file: string;
  /** Where it begins in the clip, in samples at the model's rate. */
  readonly start: number;
  /** Its length, in samples at the model's rate. */
  readonly samples: number;
  readonly label?: string;
  readonly transcript?: string;
}

/** Windows in an order that is their own: by the clip's name, then by their beginning. */
export function compareWindows(a: HeardWindow, b: HeardWindow): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.start - b.start || a.samples - b.samples;
}
