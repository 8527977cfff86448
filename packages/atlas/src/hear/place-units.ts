import { fold, key, macrotask, uniform } from '@audiate/protocol';
import { UMAP } from 'umap-js';

/** A place on the map, within 0 and 1. */
export type Place = readonly [x: number, y: number];

/** Who watches, and may end it. */
export interface PlaceOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
}

/** Neighbours that UMAP keeps together, its own default. */
const NEIGHBORS = 15;
const SEED = 1;
/** Units that are like nothing stand in a row below the others, which end here. */
const FLOOR = 0.95;

/**
 * Places vectors on a plane so that near ones stay near, by UMAP (McInnes, Healy and Melville 2018). What has no vector stands in a
 * row at y = 1, apart from the others. The same vectors get the same places. Each epoch is a turn of the event loop; the search for
 * neighbours before them is one.
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
  const umap = new UMAP({ nNeighbors: Math.min(NEIGHBORS, vectors.length - 1), random: randomNumbers() });
  const epochs = umap.initializeFit(vectors as unknown as number[][]);
  for (let epoch = 0; epoch < epochs; epoch++) {
    umap.step();
    await macrotask();
    signal?.throwIfAborted();
    onProgress?.(epoch + 1, epochs);
  }
  const flat = umap.getEmbedding() as [number, number][];
  const [xs, ys] = [flat.map(([x]) => x), flat.map(([, y]) => y)];
  const [left, top] = [least(xs), least(ys)];
  const size = Math.max(-least(xs.map((x) => left - x)), -least(ys.map((y) => top - y))) || 1;
  return flat.map(([x, y]) => [(x - left) / size, (y - top) / size]);
}

function least(values: readonly number[]): number {
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
