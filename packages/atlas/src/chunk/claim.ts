import { lock } from 'proper-lockfile';

/** A program that is killed leaves its claim; after this it is nobody's. */
const STALE_MS = 30_000;
const UPDATE_MS = 5_000;

/** A chunk that this program, and no other, works on. */
export interface Claim {
  /** Gives it back. */
  release(): Promise<void>;
}

/**
 * Claims a folder for this program: one that others see as well, on a disk that machines share. A claim is kept fresh while
 * the program lives, and is nobody's 30 s after it was killed.
 * @param lost is called where another program took the claim, as after a machine slept: what is under way must end.
 * @returns undefined while another program has it.
 */
export async function claim(folder: string, lost: () => void): Promise<Claim | undefined> {
  try {
    const release = await lock(folder, { stale: STALE_MS, update: UPDATE_MS, retries: 0, onCompromised: lost });
    // What was lost can't be given back.
    return { release: () => release().catch(() => {}) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOCKED') return undefined;
    throw error;
  }
}
