import type { FuzzyGraph } from './fuzzy-graph.js';

/** How near points lie that are the same to UMAP: the curve 1 / (1 + a d²ᵇ) that is fitted for a least distance of 0.1 and a spread of 1. */
export const CURVE = { a: 1.576943460405378, b: 0.8950608781227859 };
/** Others that a point is pushed away from each time that it is drawn to a neighbour. */
const PUSHES = 5;
/** The farthest that one pull moves a point along one axis, at a rate of 1. */
const MOST = 4;
/** Points begin within this of the middle. */
const BEGIN = 10;
/** Edges between two turns of others. */
const EDGES_AT_ONCE = 4096;

const { a: A, b: B } = CURVE;
/** x to the power of b, faster than by `**`. */
const toB = (x: number): number => Math.exp(B * Math.log(x));

/** Rounds, as UMAP has them: fewer where there is more to move in each. */
export const roundsFor = (points: number): number =>
  [500, 400, 300][[2500, 5000, 7500].findIndex((most) => points <= most)] ?? 200;

/**
 * Lays the points of a graph on a plane: neighbours are drawn together, each as often as its weight says, and pushed away from others
 * at random, less and less (McInnes, Healy and Melville 2018, algorithm 5). Yields the rounds that are done, often.
 * @returns x and y of each point, one after the other.
 */
export function* layOut(
  { from, to, weights }: FuzzyGraph,
  { points, random }: { readonly points: number; readonly random: () => number },
): Generator<number, Float64Array> {
  const rounds = roundsFor(points);
  const places = Float64Array.from({ length: 2 * points }, () => BEGIN * (2 * random() - 1));
  const heaviest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  const isDrawn = (weight: number) => weight * rounds >= heaviest;
  const drawn = weights.filter(isDrawn).length;
  const kept = new Int32Array(drawn);
  for (let edge = 0, at = 0; edge < weights.length; edge++) if (isDrawn(weights[edge]!)) kept[at++] = edge;
  yield 0;
  /** Rounds from one pull of an edge to the next. */
  const every = new Float64Array(drawn);
  for (let e = 0; e < drawn; e++) every[e] = heaviest / weights[kept[e]!]!;
  const [next, nextPush] = [every.slice(), new Float64Array(drawn)];
  for (let e = 0; e < drawn; e++) nextPush[e] = every[e]! / PUSHES;
  const move = (axis: number, gradient: number, away: number, rate: number) => {
    places[axis]! += rate * Math.min(MOST, Math.max(-MOST, gradient * away));
  };
  const pull = (e: number, round: number) => {
    const rate = 1 - round / rounds;
    const i = 2 * from[kept[e]!]!;
    const j = 2 * to[kept[e]!]!;
    const dx = places[i]! - places[j]!;
    const dy = places[i + 1]! - places[j + 1]!;
    const square = dx * dx + dy * dy;
    const power = toB(square);
    const gradient = square > 0 ? (-2 * A * B * power) / (square * (A * power + 1)) : 0;
    move(i, gradient, dx, rate);
    move(i + 1, gradient, dy, rate);
    move(j, -gradient, dx, rate);
    move(j + 1, -gradient, dy, rate);
    next[e]! += every[e]!;
    const pause = every[e]! / PUSHES;
    const pushes = Math.floor((round - nextPush[e]!) / pause);
    nextPush[e]! += pushes * pause;
    for (let p = 0; p < pushes; p++) {
      const other = 2 * Math.floor(random() * points);
      if (other !== i) push(i, other, rate);
    }
  };
  const push = (i: number, other: number, rate: number) => {
    const dx = places[i]! - places[other]!;
    const dy = places[i + 1]! - places[other + 1]!;
    const square = dx * dx + dy * dy;
    const gradient = (2 * B) / ((0.001 + square) * (A * toB(square) + 1));
    // Of two at one place each way is as good.
    move(i, gradient, square > 0 ? dx : MOST, rate);
    move(i + 1, gradient, square > 0 ? dy : MOST, rate);
  };
  for (let round = 0; round < rounds; round++) {
    for (let e = 0; e < kept.length; e++) {
      if (e % EDGES_AT_ONCE === 0) yield round;
      if (next[e]! <= round) pull(e, round);
    }
  }
  return places;
}
