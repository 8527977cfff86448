import { macrotask } from '@audiate/protocol';

/**
 * Lets timers, input and abort signals in, between two pieces of work.
 * @throws the signal's reason once it is aborted.
 */
export async function turn(signal: AbortSignal | undefined): Promise<void> {
  await macrotask();
  signal?.throwIfAborted();
}

/** What a piece of work in steps comes to, with a turn after each step. @throws as {@link turn}. */
export async function inTurns<T>(steps: Iterator<void, T>, signal: AbortSignal | undefined): Promise<T> {
  let next = steps.next();
  while (!next.done) {
    await turn(signal);
    next = steps.next();
  }
  return next.value;
}

/** What a piece of work in steps comes to, without a turn. */
export function atOnce<T>(steps: Iterator<void, T>): T {
  let next = steps.next();
  while (!next.done) next = steps.next();
  return next.value;
}
