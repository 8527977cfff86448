import { InputError } from '@audiate/protocol';
import type { Ear } from '../microphone/ear.js';
import type { Opened } from '../models/opened.js';

/** An open model, and its ear for the microphone. */
export interface Held extends Opened {
  readonly ear: Ear;
}

/** The model that the page has open: one at a time. */
export interface ModelSlot {
  /** Uses the open model; one that is replaced meanwhile is freed when its last user is done. @throws InputError while there is none. */
  use<T>(body: (held: Held) => Promise<T>): Promise<T>;
  /** Puts another in its place. */
  put(held: Held): void;
  /** Takes it out. */
  empty(): void;
}

/** A slot without a model. */
export function modelSlot(): ModelSlot {
  let held: (Held & { users: number }) | undefined;
  const freeIfUnused = (one: Held & { users: number }) => {
    if (one === held || one.users > 0) return;
    one.ear.dispose();
    one.model.dispose();
  };
  const replace = (next: (Held & { users: number }) | undefined) => {
    const before = held;
    held = next;
    if (before) freeIfUnused(before);
  };
  return {
    async use(body) {
      const own = held;
      if (!own) throw new InputError('no model is open; choose one');
      own.users += 1;
      try {
        return await body(own);
      } finally {
        own.users -= 1;
        freeIfUnused(own);
      }
    },
    put: (next) => replace({ ...next, users: 0 }),
    empty: () => replace(undefined),
  };
}
