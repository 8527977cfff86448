/** One answer, in the order in which they were given. */
export interface Answer {
  readonly trial: string;
  /** What stood on the left and on the right, and which of them was chosen. */
  readonly left: string;
  readonly right: string;
  readonly answer: string;
  readonly correct: boolean;
  /** From when the trial was shown to the choice. */
  readonly responseMs: number;
  /** How often clips were played again after they had been played once. */
  readonly replays: number;
}

/** The answers as CSV (RFC 4180): a line of names, then a line for each answer; `correct` is 1 or 0. */
export function answersCsv(answers: readonly Answer[], seed: number): string {
  const lines = answers.map(({ trial, left, right, answer, correct, responseMs, replays }) =>
    [trial, left, right, answer, correct ? 1 : 0, responseMs, replays, seed].map(field).join(','),
  );
  return `${['trial,left,right,answer,correct,response_ms,replays,seed', ...lines].join('\r\n')}\r\n`;
}

/** A text that a spreadsheet would take for a formula begins with an apostrophe. */
function field(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
