import { checkNumber, InputError } from '@audiate/protocol';

/** Six hours: XLS-R 2B, the family's largest, at 3 Mbit/s. */
const DEFAULT_SECONDS = 21_600;
/** What a timer takes. */
const MAX_SECONDS = 2_000_000;

/** A signal that aborts when its user's does, or when the time is over. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  /** The work is done; nothing aborts any more. */
  stop(): void;
}

/**
 * Bounds how long loading takes, whatever a server does: one that sends a byte now and then is never silent.
 * @param timeoutSeconds six hours unless given; Infinity for no limit.
 * @throws InputError when it is no such number; with another InputError as its reason the signal aborts.
 */
export function timeLimit(timeoutSeconds: number = DEFAULT_SECONDS, signal?: AbortSignal): TimeLimit {
  const over = new AbortController();
  const merged = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
  if (timeoutSeconds === Number.POSITIVE_INFINITY) return { signal: merged, stop() {} };
  const seconds = checkNumber('timeoutSeconds', timeoutSeconds, { above: 0, max: MAX_SECONDS });
  const timer = setTimeout(() => {
    const what = 'what was downloaded from the Hub is kept and completed the next time; raise timeoutSeconds';
    over.abort(new InputError(`loading took longer than timeoutSeconds = ${seconds}; ${what} if the server is slow`));
  }, 1000 * seconds);
  return { signal: merged, stop: () => clearTimeout(timer) };
}
