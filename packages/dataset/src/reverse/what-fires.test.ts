import { toyModel } from '@audiate/protocol/testing';
import { beforeAll, expect, test } from 'vitest';
import { type ScanResult, scan } from '../scan/scan.js';
import { toyCorpus } from '../testing/toy-corpus.js';
import { whatFires } from './what-fires.js';

const model = toyModel();
let index: ScanResult;
beforeAll(async () => {
  index = await scan(model, toyCorpus(40), { layers: ['filters', 'energies'], engine: 'cpu', window: 0.25 });
});

/** A second of silence with one window, from 0.37 s on, that unit 5 answers to more than to anything else. */
function knock(sampleRate = 16_000) {
  const samples = new Float32Array(sampleRate);
  const template = model.template(5);
  const ratio = sampleRate / 16_000;
  for (let t = 0; t < 64 * ratio; t++) samples[0.37 * sampleRate + t] = 3 * template[Math.floor(t / ratio)]!;
  return samples;
}

test.each(['filters', 'energies'])(
  '%s: the unit that the clip was made for comes first, with its moment',
  async (layer) => {
    const firings = await whatFires(model, knock(), index, { engine: 'cpu', layers: [layer] });
    expect(firings).toHaveLength(8);
    const [found] = firings;
    expect(found!.unit).toBe(5);
    expect(found!.percentile).toBe(1);
    expect(found!.seconds).toBeCloseTo(0.372, 6);
    const { mean, deviation, max } = await index.unit(layer, 5);
    expect(found!.value).toBeGreaterThan(max);
    expect(found!.deviations).toBeCloseTo((found!.value - mean) / deviation, 9);
    const order = firings.map(({ percentile }) => percentile);
    expect(order).toEqual([...order].sort((a, b) => b - a));
  },
);

test('a recording at another rate fires the same', async () => {
  const sound = { samples: knock(48_000), sampleRate: 48_000 };
  const [first] = await whatFires(model, sound, index, { engine: 'cpu', layers: ['filters'], count: 1 });
  expect(first).toMatchObject({ layer: 'filters', unit: 5, percentile: 1 });
});

test('what the corpus has drives nothing beyond it', async () => {
  const clip = (toyCorpus(1)[0]!.sound as () => Float32Array)().slice(0, 1600);
  for (const { value, percentile, layer, unit } of await whatFires(model, clip, index, { engine: 'cpu' })) {
    expect(value).toBeLessThanOrEqual((await index.unit(layer, unit)).max);
    expect(percentile).toBeLessThanOrEqual(1);
  }
});

test.each<[object, RegExp]>([
  [{ layers: ['conv'] }, /^unknown layer of the index "conv"; choose from filters, energies$/],
  [{ count: 0 }, /^count must be/],
])('refuses %o', async (wrong, message) => {
  await expect(whatFires(model, knock(), index, wrong)).rejects.toThrow(message);
});

test('refuses another model, and what is no sound', async () => {
  await expect(whatFires(toyModel({ channels: 3 }), knock(), index)).rejects.toThrow(
    /made with toy \(toy-8\), got toy \(toy-3\)/,
  );
  await expect(whatFires(model, new Float32Array(9), index)).rejects.toThrow(/^it is 0.001 s long, toy needs 0.004 s$/);
});
