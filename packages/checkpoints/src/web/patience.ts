import { pause } from './pause.js';

/** A failure that may pass, why it was, and when the server wants to be asked again. */
export interface NotNow {
  readonly again: string;
  readonly afterMs?: number | undefined;
}

/** So many times in a row nothing may come before it is given up. */
const TRIES = 5;
const FIRST_PAUSE_MS = 250;
/** A server that asks for more patience is not waited for. */
const MAX_PAUSE_MS = 30_000;
const TRANSIENT = [408, 425, 429, 500, 502, 503, 504];

/** Whether a status may be another one soon. */
export function isTransient(status: number): boolean {
  return TRANSIENT.includes(status);
}

/** Retry-After in milliseconds, where it is given in seconds. */
export function retryAfterMs(headers: Headers): number | undefined {
  const seconds = headers.get('retry-after') ?? '';
  return /^\d{1,6}$/.test(seconds) ? Math.min(1000 * Number(seconds), MAX_PAUSE_MS) : undefined;
}

/**
 * Tries until it answers, each pause twice the one before unless the server names one; the last failure after five.
 * @param got what is there so far: while it grows, the count begins anew.
 */
export async function patiently<Answer extends object>(
  attempt: () => Promise<Answer | NotNow>,
  signal: AbortSignal | undefined,
  got: () => number = () => 0,
): Promise<Answer | NotNow> {
  for (let tries = 0; ; tries++) {
    const before = got();
    const answer = await attempt();
    if (!('again' in answer)) return answer;
    if (got() > before) tries = 0;
    if (tries + 1 >= TRIES) return answer;
    await pause(answer.afterMs ?? FIRST_PAUSE_MS * 2 ** tries, signal);
  }
}
