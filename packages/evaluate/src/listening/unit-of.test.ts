import { activations, joinModels, objectives, scores } from '@audiate/core';
import { key, normal } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { unitOf } from './unit-of.js';

const model = toyModel();
const samples = 64 * 7 + 5;
const sound = normal(key(1), samples);

test.each(['center', 2, 0, 6, { ms: 0 }, { ms: 9.9 }, { ms: 27 }] as const)(
  'finds the frame of neuron at %o',
  async (at) => {
    const objective = objectives.neuron('filters', 3, { at });
    const { total } = await scores(model, sound, objective, { engine: 'cpu' });
    const { filters } = await activations(model, sound, ['filters'], { engine: 'cpu' });
    const { layer, channel, frame } = unitOf(objective, model, samples)!;
    expect([layer, channel]).toEqual(['filters', 3]);
    expect(filters.data[frame! * 8 + channel]).toBeCloseTo(total[0]!, 5);
  },
);

test('tells a channel over time, a unit behind a penalty, one of a joined model, and none', () => {
  expect(unitOf(objectives.channel('energies', 1), model, samples)).toEqual({ layer: 'energies', channel: 1 });
  const behind = objectives.sum(
    objectives.negate(objectives.neuron('filters', 1)),
    objectives.energy(),
    objectives.neuron('filters', 2),
  );
  expect(unitOf(behind, model, samples)).toEqual({ layer: 'filters', channel: 2, frame: 3 });
  const both = joinModels({ a: model, b: toyModel({ channels: 4 }) });
  expect(unitOf(objectives.within('b', objectives.neuron('filters', 1)), both, samples)).toEqual({
    layer: 'b/filters',
    channel: 1,
    frame: 3,
  });
  expect(unitOf(objectives.direction('filters', new Float32Array(8).fill(1)), model, samples)).toBeUndefined();
});

test('knows a neuron that is pooled over time', () => {
  const pooled = objectives.neuron('filters', 2, { pool: { ms: 20 } });
  expect(unitOf(pooled, model, samples)).toEqual({ layer: 'filters', channel: 2, frame: 3, beside: 2 });
  const swinging = objectives.neuron('filters', 2, { pool: { ms: 8, reduce: 'rms' } });
  expect(unitOf(swinging, model, samples)).toMatchObject({ beside: 1, reduce: 'rms' });
});

test('finds a token by the vocabulary', () => {
  const { layers } = model;
  const speech = { ...model, layers: { ...layers, logits: layers.filters }, vocabulary: [...'-abcdefg'] };
  expect(unitOf(objectives.logit('b', { at: 1 }), speech, samples)).toEqual({ layer: 'logits', channel: 2, frame: 1 });
  expect(unitOf(objectives.logit('b'), speech, samples)).toEqual({ layer: 'logits', channel: 2 });
});
