import type { Neighbors } from './nearest-neighbors.js';

/** Who is a neighbour of whom, and how much, from 0 to 1: each pair stands in it both ways. */
export interface FuzzyGraph {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly weights: Float32Array;
}

const HALVINGS = 64;
const TOLERANCE = 1e-5;
/** The least scale, as a share of the mean distance of neighbours, of which UMAP takes a vector itself for one. */
const LEAST_SCALE = 1e-3;

/**
 * The graph of UMAP (McInnes, Healy and Melville 2018, algorithms 2 and 3): what is nearest to a vector belongs to it wholly, others the less the
 * farther they are, at a scale of its own, by which all of its neighbours are some log₂ (count + 1); then the fuzzy union of both directions. Yields often.
 */
export function* fuzzyGraph({ count, ids, distances }: Neighbors): Generator<void, FuzzyGraph> {
  const own = new Float32Array(ids.length);
  const mean = distances.reduce((sum, x) => sum + x, 0) / (distances.length + distances.length / count);
  for (let first = 0; first < ids.length; first += count) {
    const row = distances.subarray(first, first + count);
    const nearest = row.find((distance) => distance > 0) ?? 0;
    const scale = scaleOf(row, nearest, mean);
    for (const [k, distance] of row.entries()) {
      own[first + k] = distance <= nearest ? 1 : Math.exp(-(distance - nearest) / scale);
    }
    yield;
  }
  const [from, to, weights]: [number[], number[], number[]] = [[], [], []];
  const add = (i: number, j: number, weight: number) => {
    from.push(i);
    to.push(j);
    weights.push(weight);
  };
  for (let at = 0; at < ids.length; at++) {
    const [i, j, weight] = [Math.floor(at / count), ids[at]!, own[at]!];
    const back = ids.subarray(j * count, (j + 1) * count).indexOf(i);
    if (back < 0) {
      add(i, j, weight);
      add(j, i, weight);
    } else {
      const other = own[j * count + back]!;
      add(i, j, weight + other - weight * other);
    }
    if (at % count === 0) yield;
  }
  return { from: Int32Array.from(from), to: Int32Array.from(to), weights: Float32Array.from(weights) };
}

/** By which the weights of a row sum up to log₂ (count + 1): by halving. */
function scaleOf(row: Float32Array, nearest: number, meanOfAll: number): number {
  const target = Math.log2(row.length + 1);
  let [low, high, scale] = [0, Number.POSITIVE_INFINITY, 1];
  for (let halving = 0; halving < HALVINGS; halving++) {
    let sum = 0;
    for (const distance of row) sum += distance <= nearest ? 1 : Math.exp(-(distance - nearest) / scale);
    if (Math.abs(sum - target) < TOLERANCE) break;
    if (sum > target) high = scale;
    else low = scale;
    scale = high === Number.POSITIVE_INFINITY ? 2 * scale : (low + high) / 2;
  }
  const mean = nearest > 0 ? row.reduce((sum, x) => sum + x, 0) / (row.length + 1) : meanOfAll;
  return Math.max(scale, LEAST_SCALE * mean);
}
