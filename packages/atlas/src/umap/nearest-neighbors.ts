import { splitAtRandom } from './split-at-random.js';

/** The nearest of each vector but itself, the nearest first: `[vectors, count]`, row by row. */
export interface Neighbors {
  readonly count: number;
  readonly ids: Int32Array;
  /** Euclidean. */
  readonly distances: Float32Array;
}

/** Trees that begin the search, and vectors of a leaf at most. */
const TREES = 8;
const LEAF = 32;
/** Neighbours of a neighbour that a turn looks at, of the new and of the known. */
const CANDIDATES = 16;
const MOST_TURNS = 12;
/** A turn that finds a smaller share of new neighbours is the last. */
const FEWEST_FOUND = 0.001;
const NONE = -1;

/**
 * Looks for the nearest neighbours of vectors: those of the same leaf of random trees first, then neighbours of neighbours, turn
 * after turn (NN-descent; Dong, Moses and Li 2011). Finds nearly all of them. Yields often, so that others have their turn.
 * @param vectors of one length, more than `count`.
 * @param random uniform numbers from 0 to 1; equal ones find the same.
 */
export function* nearestNeighbors(
  vectors: readonly Float32Array[],
  count: number,
  random: () => number,
): Generator<void, Neighbors> {
  const n = vectors.length;
  const ids = new Int32Array(n * count).fill(NONE);
  const squares = new Float32Array(n * count).fill(Number.POSITIVE_INFINITY);
  const isNew = new Uint8Array(n * count);
  const offer = (i: number, j: number, square: number): number => {
    const [first, last] = [i * count, (i + 1) * count - 1];
    if (!(square < squares[last]!)) return 0;
    for (let at = first; at <= last; at++) if (ids[at] === j) return 0;
    let at = last;
    for (; at > first && squares[at - 1]! > square; at--) {
      ids[at] = ids[at - 1]!;
      squares[at] = squares[at - 1]!;
      isNew[at] = isNew[at - 1]!;
    }
    ids[at] = j;
    squares[at] = square;
    isNew[at] = 1;
    return 1;
  };
  /** How many of the two took the other in. */
  const meet = (i: number, j: number): number => {
    if (i === j) return 0;
    const most = Math.max(squares[(i + 1) * count - 1]!, squares[(j + 1) * count - 1]!);
    const square = squareUpTo(vectors[i]!, vectors[j]!, most);
    return square < most ? offer(i, j, square) + offer(j, i, square) : 0;
  };

  for (let i = 0; i < n; i++) {
    for (let k = 0; k < count; k++) meet(i, Math.floor(random() * n));
    yield;
  }
  for (let tree = 0; tree < TREES; tree++) {
    for (const leaf of splitAtRandom(vectors, LEAF, random)) {
      for (let a = 0; a < leaf.length; a++) for (let b = 0; b < a; b++) meet(leaf[a]!, leaf[b]!);
      yield;
    }
  }
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const [fresh, known] = [samples(n, random), samples(n, random)];
    for (let at = 0; at < ids.length; at++) {
      if (at % count === 0) yield;
      if (ids[at] === NONE) continue;
      const [i, list] = [Math.floor(at / count), isNew[at] ? fresh : known];
      list.add(i, ids[at]!);
      list.add(ids[at]!, i);
    }
    for (let at = 0; at < ids.length; at++) {
      if (at % count === 0) yield;
      if (isNew[at] && fresh.of(Math.floor(at / count)).includes(ids[at]!)) isNew[at] = 0;
    }
    let found = 0;
    for (let i = 0; i < n; i++) {
      const [some, others] = [fresh.of(i), known.of(i)];
      for (let a = 0; a < some.length; a++) {
        for (let b = 0; b < a; b++) found += meet(some[a]!, some[b]!);
        for (let b = 0; b < others.length; b++) found += meet(some[a]!, others[b]!);
      }
      yield;
    }
    if (found <= FEWEST_FOUND * ids.length) break;
  }
  return { count, ids, distances: squares.map(Math.sqrt) };
}

/** The square of a distance; where it is above `most`, something above that. */
function squareUpTo(a: Float32Array, b: Float32Array, most: number): number {
  let sum = 0;
  for (let d = 0; d < a.length; ) {
    const end = Math.min(a.length, d + 32);
    for (; d < end; d++) {
      const by = a[d]! - b[d]!;
      sum += by * by;
    }
    if (sum > most) return sum;
  }
  return sum;
}

/** For each of n a fair sample of what is added. */
function samples(n: number, random: () => number) {
  const [items, seen] = [new Int32Array(n * CANDIDATES), new Int32Array(n)];
  return {
    add(i: number, item: number) {
      const place = seen[i]! < CANDIDATES ? seen[i]! : Math.floor(random() * (seen[i]! + 1));
      seen[i]!++;
      if (place < CANDIDATES) items[i * CANDIDATES + place] = item;
    },
    of: (i: number) => items.subarray(i * CANDIDATES, i * CANDIDATES + Math.min(CANDIDATES, seen[i]!)),
  };
}
