import type { Values } from '@audiate/protocol';
import type { Best, HistoryEntry, Snapshot } from './record.js';
import type { RenderState } from './state.js';

/**
 * A state that shares no array with another, so that who is handed one, or hands one in, can't change a render through it.
 * The recipe and the entries of the history are frozen, and so may be shared.
 */
export function copyState({ values, optimizer, best, history, snapshots, rises, restarts, ...rest }: RenderState) {
  return {
    ...rest,
    values: copyValues(values),
    optimizer: mapNames(optimizer, copyValues),
    best: best.map(copyBest),
    history: history.map(frozenEntry),
    snapshots: snapshots.map(copySnapshot),
    rises: rises.map((rise) => ({ ...rise })),
    restarts: restarts.map((restart) => ({
      ...restart,
      audio: restart.audio.map((sound) => sound.slice()),
      scores: [...restart.scores],
      asleep: restart.asleep.map((terms) => [...terms]),
      best: restart.best.map(copyBest),
      snapshots: restart.snapshots.map(copySnapshot),
      history: restart.history.map(frozenEntry),
    })),
  } satisfies RenderState;
}

function copyValues(values: Values): Values {
  return mapNames(values, ({ data, shape }) => ({ data: data.slice(), shape: [...shape] }));
}

function mapNames<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Readonly<Record<string, B>> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

function copyBest({ audio, ...best }: Best): Best {
  return { ...best, audio: audio.slice() };
}

function copySnapshot({ audio, ...snapshot }: Snapshot): Snapshot {
  return { ...snapshot, audio: audio.map((sound) => sound.slice()) };
}

/** The entry, where it is frozen; else a frozen copy. */
export function frozenEntry(entry: HistoryEntry): HistoryEntry {
  if (Object.isFrozen(entry)) return entry;
  const terms = mapNames(entry.terms, (numbers) => Object.freeze([...numbers]));
  return Object.freeze({ ...entry, total: Object.freeze([...entry.total]), terms: Object.freeze(terms) });
}
