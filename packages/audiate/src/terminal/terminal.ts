/** Where a command writes, and how it hears that it is to end. */
export interface Terminal {
  /** A line of the answer. */
  print(line: string): void;
  /** A line about the answer: progress, mistakes. */
  error(line: string): void;
  /** Whether lines about the answer are seen as they are written, so that a bar can be drawn. */
  readonly isInteractive: boolean;
  /** Aborts when the user asks to end (Ctrl-C). */
  readonly signal: AbortSignal;
}
