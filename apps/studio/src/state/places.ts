import { type ReadonlySignal, signal } from '@preact/signals';
import type { Client, EndableClient } from '../protocol/client.js';
import { stoppedByForce } from './stopped-by-force.js';

/** Where tasks are done: by the program that serves the page, with this machine's engines, or by the page itself. */
export type Place = 'machine' | 'page';

/** What the reader is told of the places. */
export const PLACES = {
  machine: { label: "this machine's engines" },
  page: { label: 'the page by itself' },
} as const satisfies Readonly<Record<Place, { readonly label: string }>>;

/** The places that a page has, and the one that does what is asked next. */
export interface Places {
  readonly has: readonly Place[];
  readonly now: ReadonlySignal<Place>;
  /** Why there is no other; undefined where there is, or where no program serves the page. */
  readonly why?: string;
  /** Asks the place of now; a task that is under way stays where it is. */
  readonly client: Client;
  /** What does the tasks of a place. */
  at(place: Place): Client;
  move(place: Place): void;
  /** Calls back when the page's own worker was ended by force, as a task in it did not stop: a new one has no model. */
  onForced(listener: () => void): void;
}

interface Given {
  /** The page's own worker, which starts when it is first asked. */
  page(): EndableClient;
  /** The program, where one does the page's tasks: it is then the first place. */
  readonly machine?: Client;
  readonly why?: string;
}

/** Places, each with what does its tasks. */
export function placesOf({ page, machine, why }: Given): Places {
  const now = signal<Place>(machine ? 'machine' : 'page');
  let started: Client | undefined;
  let forced = () => {};
  const at = (place: Place): Client => {
    if (place === 'machine') return machine!;
    started ??= stoppedByForce(page(), {
      onForced() {
        started = undefined;
        forced();
      },
    });
    return started;
  };
  return {
    has: machine ? ['machine', 'page'] : ['page'],
    now,
    ...(why !== undefined && { why }),
    client: { start: (...asked) => at(now.value).start(...asked) },
    at,
    move(place) {
      now.value = place;
    },
    onForced(listener) {
      forced = listener;
    },
  };
}
