import { fold, key, uniform } from '@audiate/protocol';
import { fuzzyGraph } from '../umap/fuzzy-graph.js';
import { inTurns } from '../umap/in-turns.js';
import { layOut, roundsFor } from '../umap/lay-out.js';
import { nearestNeighbors } from '../umap/nearest-neighbors.js';

/** A place on the map, within 0 and 1. */
export type Place = readonly [x: number, y: number];

/** Who watches, and may end it. */
export interface PlaceOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
}

/** Neighbours that UMAP keeps together: its default of 15, of which a unit itself is one. */
const NEIGHBORS = 14;
const SEED = 1;
/** Units that are like nothing stand in a row below the others, which end here. */
const FLOOR = 0.95;

/**
 * Places vectors on a plane so that near ones stay near, by UMAP (McInnes, Healy and Melville 2018). What has no vector stands in a
 * row at y = 1, apart from the others. The same vectors get the same places. The event loop has its turn some fifty times a second.
 * @throws signal.reason when aborted.
 */
export async function placeUnits(
  vectors: readonly (Float32Array | undefined)[],
  options: PlaceOptions = {},
): Promise<Place[]> {
  const alive = vectors.filter((vector) => vector !== undefined);
  const still = vectors.length - alive.length;
  const height = still > 0 ? FLOOR : 1;
  const places = (await embedded(alive, options)).map(([x, y]): Place => [x, y * height]);
  let [placed, row] = [0, 0];
  return vectors.map((vector): Place => (vector ? places[placed++]! : [(row++ + 0.5) / still, 1]));
}

async function embedded(vectors: readonly Float32Array[], { signal, onProgress }: PlaceOptions): Promise<Place[]> {
  // With fewer there is no neighbourhood to keep.
  if (vectors.length < 4) return vectors.map((_, i) => [(i + 0.5) / vectors.length, 0.5]);
  const random = randomNumbers();
  const points = vectors.length;
  const near = await inTurns(nearestNeighbors(vectors, Math.min(NEIGHBORS, points - 2), random), { signal });
  const rounds = roundsFor(points);
  const graph = await inTurns(fuzzyGraph(near), { signal });
  const flat = await inTurns(layOut(graph, { points, random }), {
    signal,
    onTurn: (round) => onProgress?.(round, rounds),
  });
  onProgress?.(rounds, rounds);
  const [xs, ys] = [0, 1].map((axis) => flat.filter((_, at) => at % 2 === axis)) as [Float64Array, Float64Array];
  const [left, top] = [least(xs), least(ys)];
  const size = Math.max(-least(xs.map((x) => left - x)), -least(ys.map((y) => top - y))) || 1;
  return vectors.map((_, i): Place => [(xs[i]! - left) / size, (ys[i]! - top) / size]);
}

function least(values: Float64Array): number {
  return values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

const AT_ONCE = 65_536;

/** Uniform numbers from 0 to 1, the same each time. */
function randomNumbers(): () => number {
  let [drawn, next] = [new Float64Array(), 0];
  let blocks = 0;
  return () => {
    if (next === drawn.length) {
      drawn = uniform(fold(key(SEED), blocks), AT_ONCE) as typeof drawn;
      blocks += 1;
      next = 0;
    }
    next += 1;
    return drawn[next - 1]!;
  };
}
