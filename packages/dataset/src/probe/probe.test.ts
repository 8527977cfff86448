import { key, normal, objectives, param, render, transforms } from '@audiate/core';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test, vi } from 'vitest';
import { pooledActivations } from '../labels/pooled-activations.js';
import { approach } from './approach.js';
import { fitProbe } from './fit-probe.js';
import { probe } from './probe.js';

const model = toyModel();
/** Noise with some of a pattern in every window; the label says how much. */
const clips = Array.from({ length: 48 }, (_, n) => {
  const amount = Math.sin(n * 1.7);
  const noise = normal(key(n), 64 * (2 + (n % 3)));
  const clip = noise.map((value, i) => 0.3 * value + amount * model.template(3)[i % 64]!);
  return { clip, label: amount, group: `voice ${n % 8}` };
});

test('finds the direction that a label lies in, and a render along it brings the label back', async () => {
  const found = await probe(model, clips, { layer: 'filters', permutations: 19, engine: 'cpu' });
  expect(found.scores[0]!.r2).toBeGreaterThan(0.9);
  expect(found.scores[0]!.baseline.r2.p).toBe(0.05);
  expect(found.groups).toBe(8);
  const { audio } = await render(model, objectives.direction(found.layer, found.direction), {
    samples: 64 * 4,
    steps: 24,
    param: param.rms(param.waveform()),
    transforms: transforms.none(),
    engine: 'cpu',
  });
  // Against the pattern itself, not by the probe: the cosine in each window.
  for (const window of [0, 1, 2, 3].map((n) => audio[0]!.subarray(64 * n, 64 * n + 64))) {
    const pattern = model.template(3);
    const dot = window.reduce((sum, value, i) => sum + value * pattern[i]!, 0);
    expect(dot / Math.hypot(...window) / Math.hypot(...pattern)).toBeGreaterThan(0.5);
  }
});

test('hears clips as they come, of any lengths, and classes by their texts', async () => {
  async function* coming() {
    for (const { clip, label, group } of clips) yield { clip, label: label > 0 ? 'much' : 'little', group };
  }
  const seen: number[] = [];
  const found = await probe(model, coming(), { engine: 'cpu', permutations: 0, onProgress: (p) => seen.push(p.clips) });
  expect(found.scores.map(({ layer }) => layer)).toEqual(['filters', 'energies']);
  expect([found.layer, found.towards, seen.at(-1)]).toEqual(['filters', 'much', 48]);
});

test('several labels cost one hearing', async () => {
  const pooled = await pooledActivations(
    model,
    clips.map(({ clip }) => clip),
    { layers: ['filters'], engine: 'cpu' },
  );
  const groups = clips.map(({ group }) => group);
  const own = await fitProbe(
    pooled,
    clips.map(({ label }) => label),
    { groups, permutations: 2 },
  );
  expect(own).toEqual(await probe(model, clips, { layer: 'filters', permutations: 2, engine: 'cpu' }));
});

test.each([
  [
    [new Float32Array(64)],
    'clips of a probe must be { clip, label, group? }, got Float32Array of 256 bytes; wrap it as { clip, label, group }',
  ],
  [[], 'there are no clips to hear; give at least one'],
  [
    [{ ...clips[0]! }, { clip: clips[1]!.clip, label: 1 }],
    'clip 1 of the probe has no group, others have; give one to all or none',
  ],
])('tells a mistake (%#)', async (given, message) => {
  await expect(probe(model, given as typeof clips, { engine: 'cpu' })).rejects.toThrow(message);
});

const classed = clips.map(({ clip, label, group }) => ({ clip, label: label > 0 ? 'much' : 'little', group }));
test.each<[readonly object[], object, string]>([
  [
    clips,
    { layer: 'filters', layers: ['energies'] },
    'a probe takes layer or layers, got both ("filters" and an array of 1); leave one out',
  ],
  [clips, { lambda: -1 }, 'lambda must be a finite number above 0, got -1'],
  [clips, { folds: 9 }, '9 folds need as many groups that are held out together, got 8'],
  [clips, { towards: 'much' }, 'towards names a class, and these labels are numbers'],
  [classed, { towards: 'most' }, 'unknown class of the probe "most"; choose from little, much'],
])('tells a mistake of its options before it hears (%#)', async (given, options, message) => {
  const onProgress = vi.fn();
  const told = probe(model, given as typeof clips, { engine: 'cpu', onProgress, ...options });
  await expect(told).rejects.toThrow(message);
  expect(onProgress).not.toHaveBeenCalled();
});

test('a recipe tells probes apart', async () => {
  const [one, other] = await Promise.all(
    [1, 1e6].map((lambda) => probe(model, clips, { layer: 'filters', lambda, permutations: 0, engine: 'cpu' })),
  );
  const names = [approach(one!, 1), approach(other!, 1), approach(one!, 2)].map(({ terms }) => JSON.stringify(terms));
  expect(new Set(names).size).toBe(3);
  expect(names[0]).toMatch(/approach\(filters#[0-9a-f]{8}, 1\)/);
});
