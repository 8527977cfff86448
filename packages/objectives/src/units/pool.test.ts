import { defineModel, InputError } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { ascend, noise, scores } from '../testing/ascend.js';
import { channel } from './channel.js';
import { neighbors } from './neighbors.js';
import { type NeuronOptions, neuron } from './neuron.js';
import { type Pool, poolReach } from './pool.js';

/** Frames of 64 samples, 4 ms, side by side: their centres lie at 2, 6, 10, 14 and 18 ms. */
const model = toyModel();
const samples = 64 * 5;
const audio = noise(2, samples, 2);
const scoreOf = (objective: ReturnType<typeof neuron>) => scores(model, objective, audio, 2)[0]!;
/** Frame by frame what a unit answers, `[frames][batch]`. */
const frames = [0, 1, 2, 3, 4].map((at) => scoreOf(neuron('filters', 3, { at })));
const mean = (of: readonly number[]) => of.reduce((sum, x) => sum + x, 0) / of.length;
const over = (some: readonly number[], item: number) => some.map((frame) => frames[frame]![item]!);

test.each<[string, NeuronOptions, readonly number[]]>([
  ['three frames', { pool: { ms: 8 } }, [1, 2, 3]],
  ['a width between', { pool: { ms: 15.9 } }, [1, 2, 3]],
  ['all five', { pool: { ms: 16 } }, [0, 1, 2, 3, 4]],
  ['around another frame', { at: 3, pool: { ms: 8 } }, [2, 3, 4]],
  ['around a time', { at: { ms: 7 }, pool: { ms: 8 } }, [0, 1, 2]],
  ['what there is at an end', { at: 0, pool: { ms: 16 } }, [0, 1, 2]],
  ['more than there is', { pool: { ms: 1e6 } }, [0, 1, 2, 3, 4]],
  ['less than the frames are apart', { pool: { ms: 7.9 } }, [2]],
])('is the mean over %s', (_, options, some) => {
  scoreOf(neuron('filters', 3, options)).forEach((score, item) => {
    expect(score).toBeCloseTo(mean(over(some, item)), 5);
  });
});

test('by rms, max and logsumexp', () => {
  const pooled = (reduce: Pool['reduce']) =>
    scoreOf(neuron('filters', 3, { pool: { ms: 8, ...(reduce && { reduce }) } }));
  for (const item of [0, 1]) {
    const own = over([1, 2, 3], item);
    expect(pooled('rms')[item]).toBeCloseTo(Math.sqrt(mean(own.map((x) => x * x))), 5);
    expect(pooled('max')[item]).toBeCloseTo(Math.max(...own), 5);
    expect(pooled('logsumexp')[item]).toBeCloseTo(Math.log(own.reduce((sum, x) => sum + Math.exp(x), 0)), 5);
  }
});

test('is the channel in that window', () => {
  const window = { fromFrame: 1, toFrame: 4 };
  for (const reduce of ['mean', 'rms'] as const) {
    const one = scoreOf(neuron('filters', 3, { pool: { ms: 8, reduce } }));
    expect(one).toEqual(scoreOf(channel('filters', 3, { window, reduce })));
  }
});

test('of the neighbours is minus their mean magnitude over the same frames', () => {
  const others = [0, 1, 2, 4, 5, 6, 7];
  const pooled = scoreOf(neighbors('filters', 3, { pool: { ms: 8 } }));
  const each = others.flatMap((unit) => [1, 2, 3].map((at) => scoreOf(neuron('filters', unit, { at }))));
  for (const item of [0, 1]) expect(pooled[item]).toBeCloseTo(-mean(each.map((score) => Math.abs(score[item]!))), 5);
  const { terms } = neuron('filters', 3, { neighbors: 0.5, pool: { ms: 8, reduce: 'rms' } });
  expect(terms.map(({ term }) => term.description)).toEqual([
    'neuron(filters, 3, pooled over 8 ms by rms)',
    'neighbors(filters, 3, pooled over 8 ms)',
  ]);
});

test.each([
  ['mean', 2 / Math.sqrt(3)],
  // One frame that holds it all has the same root mean square as three that share it.
  ['rms', 2 / Math.sqrt(3)],
] as const)('ascent on the %s reaches its known optimum, within the pool alone', (reduce, optimum) => {
  const objective = neuron('filters', 3, { pool: { ms: 8, reduce } });
  const found = ascend(model, objective, noise(1, samples, 2));
  expect(scores(model, objective, found)[0]![0]).toBeCloseTo(optimum, 3);
  for (const frame of [0, 4]) expect(Math.hypot(...found.subarray(frame * 64, (frame + 1) * 64))).toBeCloseTo(0, 3);
});

test('is recorded in its spec, which leaves those without a pool as they were', () => {
  expect(neuron('filters', 3, { pool: { ms: 8 } }).terms[0]!.term.spec).toEqual({
    kind: 'neuron',
    layer: 'filters',
    channel: 3,
    at: 'center',
    pool: { ms: 8, reduce: 'mean' },
  });
  expect(neuron('filters', 3).terms[0]!.term.spec).toEqual({
    kind: 'neuron',
    layer: 'filters',
    channel: 3,
    at: 'center',
  });
});

/** The toy model, whose filters are rectified, as those of an early convolution. */
const rectified = (() => {
  const filters = { ...model.layers.filters, rectified: true };
  return defineModel({ ...model, layers: { ...model.layers, filters } });
})();

test.each<[string, NeuronOptions, readonly number[]]>([
  ['20 ms unless given', {}, [0, 1, 2, 3, 4]],
  ['what is given', { pool: { ms: 8 } }, [1, 2, 3]],
  ['the one frame', { pool: false }, [2]],
])('a rectified unit whose frames lie close is pooled over %s', (_, options, some) => {
  const objective = neuron('filters', 3, options);
  expect(poolReach(options.pool, 'filters', rectified)).toBe((some.length - 1) / 2);
  scores(rectified, objective, audio, 2)[0]!.forEach((score, item) => {
    expect(score).toBeCloseTo(mean(over(some, item)), 5);
  });
});

test('its neighbours are pooled as it is', () => {
  const quiet = (options: NeuronOptions) =>
    scores(rectified, neuron('filters', 3, { ...options, neighbors: 1 }), audio, 2)[1]!;
  const pooled = scores(rectified, neighbors('filters', 3, { pool: { ms: 20 } }), audio, 2)[0];
  expect(quiet({})).toEqual(pooled);
  expect(quiet({ pool: { ms: 20 } })).toEqual(pooled);
  expect(quiet({ pool: false })).toEqual(scores(rectified, neighbors('filters', 3, { pool: false }), audio, 2)[0]);
  expect(quiet({ pool: false })).not.toEqual(pooled);
});

test('one frame alone is told', () => {
  expect(neuron('filters', 3, { pool: false }).terms[0]!.term.description).toBe('neuron(filters, 3, in one frame)');
});

test('neighbours are pooled by their mean alone', () => {
  const asked = () => neighbors('filters', 3, { pool: { ms: 8, reduce: 'rms' } as { ms: number } });
  expect(asked).toThrow(new InputError('pool of neighbors must not have "reduce"; choose from ms'));
});

test.each<[unknown, string]>([
  [20, 'pool must be { ms }, or false for the one frame, got 20'],
  [null, 'pool must be { ms }, or false for the one frame, got null'],
  [{}, 'pool.ms must be a finite number above 0, got undefined'],
  [{ ms: 0 }, 'pool.ms must be a finite number above 0, got 0'],
  [{ ms: 8, reduce: 'sum' }, 'unknown reduce "sum"; choose from mean, max, logsumexp, rms'],
  [{ ms: 8, by: 'rms' }, 'pool must not have "by"; choose from ms, reduce'],
])('tells a mistake: %j', (pool, message) => {
  expect(() => neuron('filters', 3, { pool: pool as Pool })).toThrow(InputError);
  expect(() => neuron('filters', 3, { pool: pool as Pool })).toThrow(message);
});
