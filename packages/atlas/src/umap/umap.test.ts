import { fold, key, normal, uniform } from '@audiate/protocol';
import { UMAP } from 'umap-js';
import { expect, test } from 'vitest';
import { fuzzyGraph } from './fuzzy-graph.js';
import { inTurns } from './in-turns.js';
import { CURVE, layOut } from './lay-out.js';
import { nearestNeighbors } from './nearest-neighbors.js';

const DIMENSIONS = 40;
const COUNT = 14;

function randomNumbers(seed: number): () => number {
  const drawn = uniform(key(seed), 1 << 22);
  let next = 0;
  return () => drawn[next++ % drawn.length]!;
}

/** Points of groups, each on a curved surface of its own. */
function grouped(count: number, groups = 20): Float32Array[] {
  return Array.from({ length: count }, (_, i) => {
    const [noise, place] = [normal(fold(key(1), i), DIMENSIONS), normal(fold(key(2), i), 3)];
    const axes = normal(fold(key(3), i % groups), 4 * DIMENSIONS);
    return noise.map(
      (x, d) =>
        0.05 * x +
        axes[d]! +
        [0, 1, 2].reduce((sum, a) => sum + Math.sin(place[a]!) * axes[(a + 1) * DIMENSIONS + d]!, 0),
    );
  });
}

function distance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += (a[d]! - b[d]!) ** 2;
  return Math.sqrt(sum);
}

test.each([
  ['in groups', grouped(3000)],
  ['without any order', Array.from({ length: 3000 }, (_, i) => normal(fold(key(9), i), 8))],
])('nearly all nearest neighbours are found: %s', async (_, vectors) => {
  const { ids, distances, count } = await inTurns(nearestNeighbors(vectors, COUNT, randomNumbers(1)));
  let found = 0;
  for (let i = 0; i < 300; i++) {
    const order = [...vectors.keys()]
      .filter((other) => other !== i)
      .map((other) => ({ other, away: distance(vectors[i]!, vectors[other]!) }))
      .sort((a, b) => a.away - b.away)
      .slice(0, count);
    const own = [...ids.subarray(i * count, (i + 1) * count)];
    expect(new Set(own).size).toBe(count);
    found += order.filter(({ other }) => own.includes(other)).length / count;
    expect(distances[i * count]! / order[0]!.away).toBeCloseTo(1, 4);
  }
  expect(found / 300).toBeGreaterThan(0.98);
});

test('vectors that are the same are neighbours, however many', async () => {
  const vectors = Array.from({ length: 400 }, (_, i) => Float32Array.of(i < 300 ? 1 : i, 2));
  const { ids, distances } = await inTurns(nearestNeighbors(vectors, COUNT, randomNumbers(2)));
  for (let i = 0; i < 300; i++) {
    expect(ids[i * COUNT]).toBeLessThan(300);
    expect(distances[(i + 1) * COUNT - 1]).toBe(0);
  }
});

test('the graph is that of umap-js on the same neighbours, of which it takes a vector itself for one', async () => {
  const vectors = grouped(500, 5);
  // Two that are the same: the nearest is then the next.
  vectors[7] = vectors[12]!.slice();
  const near = await inTurns(nearestNeighbors(vectors, COUNT, randomNumbers(3)));
  const { from, to, weights } = await inTurns(fuzzyGraph(near));
  const rowOf = <T>(all: ArrayLike<T>, self: T, i: number) => [
    self,
    ...Array.from({ length: COUNT }, (_, k) => all[i * COUNT + k]!),
  ];
  const reference = new UMAP({ nNeighbors: COUNT + 1 });
  reference.setPrecomputedKNN(
    vectors.map((_, i) => rowOf(near.ids, i, i)),
    vectors.map((_, i) => rowOf(near.distances, 0, i)),
  );
  reference.initializeFit(vectors as unknown as number[][]);
  const { graph } = reference as unknown as Inside;
  const entries = graph.getAll().filter(({ value }) => value > 0);
  const wanted = new Map(entries.map(({ row, col, value }) => [`${row} ${col}`, value]));
  const found = new Map(Array.from(weights, (weight, e) => [`${from[e]} ${to[e]}`, weight]));
  expect(weights).toHaveLength(found.size);
  for (const [edge, weight] of found) expect(Math.abs(weight - (wanted.get(edge) ?? 0))).toBeLessThan(1e-4);
  for (const edge of wanted.keys()) expect(found.has(edge) || wanted.get(edge)! < 1e-30).toBe(true);
});

interface Inside {
  readonly graph: { getAll(): { readonly row: number; readonly col: number; readonly value: number }[] };
}

test('the curve is the nearest one, in squares, to 1 up to the least distance and exp(least distance − d) beyond it', () => {
  const squares = ({ a, b }: typeof CURVE) =>
    Array.from({ length: 300 }, (_, i) => (3 * i) / 299).reduce((sum, d) => {
      const wanted = d < 0.1 ? 1 : Math.exp(0.1 - d);
      return sum + (1 / (1 + a * d ** (2 * b)) - wanted) ** 2;
    }, 0);
  const least = squares(CURVE);
  for (const by of [1e-5, -1e-5]) {
    expect(squares({ ...CURVE, a: CURVE.a + by })).toBeGreaterThan(least);
    expect(squares({ ...CURVE, b: CURVE.b + by })).toBeGreaterThan(least);
  }
});

test('a plane keeps neighbours as well as that of umap-js', async () => {
  const vectors = grouped(1200);
  const random = randomNumbers(4);
  const near = await inTurns(nearestNeighbors(vectors, COUNT, random));
  const graph = await inTurns(fuzzyGraph(near));
  const flat = await inTurns(layOut(graph, { points: vectors.length, random }));
  const own = Array.from({ length: vectors.length }, (_, i) => flat.subarray(2 * i, 2 * i + 2));
  const reference = new UMAP({ nNeighbors: COUNT + 1, random: randomNumbers(5) });
  const theirs = reference.fit(vectors as unknown as number[][]) as unknown as Float64Array[];
  const keptOf = (places: readonly ArrayLike<number>[]) => {
    let kept = 0;
    for (let i = 0; i < 300; i++) {
      const wanted = new Set(near.ids.subarray(i * COUNT, (i + 1) * COUNT));
      const away = places.map((place) => Math.hypot(place[0]! - places[i]![0]!, place[1]! - places[i]![1]!));
      const order = [...places.keys()].filter((other) => other !== i).sort((a, b) => away[a]! - away[b]!);
      kept += order.slice(0, COUNT).filter((other) => wanted.has(other)).length / COUNT / 300;
    }
    return kept;
  };
  const [mine, their] = [keptOf(own), keptOf(theirs)];
  console.log(`of ${COUNT} neighbours a plane keeps ${mine.toFixed(3)}, that of umap-js ${their.toFixed(3)}`);
  expect(mine).toBeGreaterThan(their - 0.03);
});

test('work in turns lets timers go, ends when it is told to, and gives what it made', async () => {
  function* busy(): Generator<number, string> {
    for (let i = 0; i < 40; i++) {
      const until = performance.now() + 5;
      while (performance.now() < until);
      yield i;
    }
    return 'done';
  }
  let ticks = 0;
  const timer = setInterval(() => ticks++, 5);
  const told: number[] = [];
  expect(await inTurns(busy(), { onTurn: (i) => told.push(i) })).toBe('done');
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(2);
  expect(told.length).toBeGreaterThan(2);
  await expect(inTurns(busy(), { signal: AbortSignal.abort() })).rejects.toThrow(/abort/);
});
