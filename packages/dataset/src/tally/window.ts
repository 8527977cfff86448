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

/**
 * Windows in an order that is their own: by the clip's name, then by their beginning, and where two clips have one name, by
 * all else that is told of them.
 */
export function compareWindows(a: HeardWindow, b: HeardWindow): number {
  return (
    compareTexts(a.file, b.file) ||
    a.start - b.start ||
    a.samples - b.samples ||
    compareTexts(a.label ?? '', b.label ?? '') ||
    compareTexts(a.transcript ?? '', b.transcript ?? '')
  );
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
