import { show } from './check.js';
import { InputError } from './errors.js';

/** Passes an AbortSignal on, and undefined. @throws InputError for what is neither. */
export function checkSignal(signal: AbortSignal | undefined): AbortSignal | undefined {
  if (signal === undefined || typeof signal?.aborted === 'boolean') return signal;
  throw new InputError(
    `signal must be an AbortSignal, got ${show(signal)}; pass AbortSignal.timeout(60_000) or the signal of an AbortController`,
  );
}
