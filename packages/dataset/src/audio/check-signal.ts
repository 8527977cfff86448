import { InputError, show } from '@audiate/protocol';

/** @throws InputError for what is no signal. */
export function checkSignal(signal: AbortSignal | undefined): AbortSignal | undefined {
  if (signal === undefined || typeof signal?.aborted === 'boolean') return signal;
  throw new InputError(
    `signal must be an AbortSignal, got ${show(signal)}; pass AbortSignal.timeout(60_000) or the signal of an AbortController`,
  );
}
