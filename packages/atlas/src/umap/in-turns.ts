import { macrotask } from '@audiate/protocol';

/** Others wait no longer than some such time. */
const TURN_MS = 20;

/** Does work that yields often, so that it never holds the event loop for long; what it yields is told once a turn. @throws signal.reason when aborted. */
export async function inTurns<Told, Result>(
  work: Generator<Told, Result>,
  { signal, onTurn }: { readonly signal?: AbortSignal | undefined; readonly onTurn?: (told: Told) => void } = {},
): Promise<Result> {
  let began = performance.now();
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() - began < TURN_MS) continue;
    onTurn?.(value);
    await macrotask();
    signal?.throwIfAborted();
    began = performance.now();
  }
}

/** What is made of each item, in turns. @throws signal.reason when aborted. */
export function mapInTurns<Item, Made>(
  items: readonly Item[],
  make: (item: Item, i: number) => Made,
  signal: AbortSignal | undefined,
): Promise<Made[]> {
  function* work(): Generator<void, Made[]> {
    const made: Made[] = [];
    for (const [i, item] of items.entries()) {
      made.push(make(item, i));
      yield;
    }
    return made;
  }
  return inTurns(work(), { signal });
}
