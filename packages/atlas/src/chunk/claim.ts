import { checkNumber } from '@audiate/protocol';
import { lock } from 'proper-lockfile';

/** A program that is killed leaves its claim; after so many seconds it is nobody's. */
export const DEAD_AFTER_SECONDS = 30;
/** Claims are kept fresh so many times as often. */
const UPDATES = 5;

/** A chunk that this program, and no other, works on. */
export interface Claim {
  /** Gives it back. */
  release(): Promise<void>;
}

/**
 * Claims a piece of work for this program, by a file beside its place on a disk that machines share. A claim is kept fresh while
 * the program lives, and is nobody's some seconds after it was killed.
 * @param lost is called where another program took the claim, as after a machine slept: what is under way must end.
 * @returns undefined while another program has it.
 */
export async function claim(
  place: string,
  lost: () => void,
  deadAfterSeconds = DEAD_AFTER_SECONDS,
): Promise<Claim | undefined> {
  const stale = 1000 * checkNumber('deadAfterSeconds', deadAfterSeconds, { min: 5, max: 3600 });
  try {
    const release = await lock(place, {
      stale,
      update: stale / UPDATES,
      retries: 0,
      onCompromised: lost,
      realpath: false,
    });
    // What was lost can't be given back.
    return { release: () => release().catch(() => {}) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOCKED') return undefined;
    throw error;
  }
}
