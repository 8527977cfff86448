import type { Spelling } from './spell.js';

/** A text with a blank before, between and after its tokens, and which state follows which, as constants of a graph. */
export interface Lattice {
  /** 2 · tokens + 1. */
  readonly states: number;
  /** The channel that each state emits. */
  readonly labels: Int32Array;
  /** `[states, channels]`: 1 where the state emits the channel. */
  readonly tokens: Float32Array;
  /** For 0, 1 and 2 states back, where each state comes from: `[3 · states]`, the first state where there is none. */
  readonly from: Int32Array;
  /** 0 for a way that is allowed, {@link IMPOSSIBLE} for others: `[2, 3, states]`, read from the start and from the end. */
  readonly penalties: Float32Array;
  /** 0 for the two states that a text may start in, {@link IMPOSSIBLE} for others. */
  readonly start: Float32Array;
}

/** Far below any log probability, far above float32's end, so that sums of it stay finite. */
export const IMPOSSIBLE = -1e30;

/** The lattice of a spelling for logits of that many channels (Graves et al. 2006, section 4.1). */
export function latticeOf({ channels, blank }: Spelling, tokens: number): Lattice {
  const states = 2 * channels.length + 1;
  const labels = Int32Array.from({ length: states }, (_, s) => (s % 2 ? channels[(s - 1) / 2]! : blank));
  const emits = new Float32Array(states * tokens);
  labels.forEach((channel, s) => {
    emits[s * tokens + channel] = 1;
  });
  const inTable = (value: (back: number, state: number) => number) =>
    Array.from({ length: 3 * states }, (_, i) => value(Math.floor(i / states), i % states));
  return {
    states,
    labels,
    tokens: emits,
    from: Int32Array.from(inTable((back, s) => Math.max(0, s - back))),
    penalties: Float32Array.from([...inTable(penaltyIn(labels)), ...inTable(penaltyIn(labels.slice().reverse()))]),
    start: Float32Array.from(labels, (_, s) => (s < 2 ? 0 : IMPOSSIBLE)),
  };
}

/** A token may follow another one directly when they differ; a blank follows what stands before it only. */
function penaltyIn(labels: Int32Array) {
  const allowed = (back: number, s: number) => back <= s && (back < 2 || (s % 2 === 1 && labels[s] !== labels[s - 2]));
  return (back: number, s: number): number => (allowed(back, s) ? 0 : IMPOSSIBLE);
}
