import { InputError } from '@audiate/core';

/** Prints a mistake of the caller's as its one sentence and ends with status 1; anything else is thrown on. */
export function sayMistake(error: unknown): void {
  const isUsage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (!(error instanceof InputError) && !isUsage) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
