import { key, normal, objectives, param, render, transforms } from '@audiate/core';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { pooledActivations } from '../labels/pooled-activations.js';
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
