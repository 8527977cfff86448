import type { Rendered } from '../protocol/rendered.js';

/** Which of two sounds comes first, and how often which was chosen. */
export interface BlindTest {
  /** The kept sounds, in the order in which they were kept. */
  readonly pair: readonly [Rendered, Rendered];
  /** Whether the second one is played as the first. */
  readonly swapped: boolean;
  /** Votes for the first kept, the second kept, and for neither. */
  readonly votes: readonly [number, number, number];
  /** Whether the names are told. */
  readonly revealed: boolean;
}

/** A test of two sounds, in an order by chance. */
export function blindTest(pair: readonly [Rendered, Rendered], draw: () => number = Math.random): BlindTest {
  return { pair, swapped: draw() < 0.5, votes: [0, 0, 0], revealed: false };
}

/** The sound at a place of the test as it is played. */
export const soundAt = ({ pair, swapped }: BlindTest, place: 0 | 1): Rendered => pair[swapped ? 1 - place : place]!;

/** Counts a vote, and draws the order of the next trial. */
export function vote(test: BlindTest, place: 0 | 1 | 'neither', draw: () => number = Math.random): BlindTest {
  const which = place === 'neither' ? 2 : test.swapped ? 1 - place : place;
  const votes = test.votes.map((count, i) => count + Number(i === which)) as unknown as BlindTest['votes'];
  return { ...test, votes, swapped: draw() < 0.5 };
}
