import { objectives, scores } from '@audiate/core';
import { key, normal } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { hearLayers } from './hear-layers.js';
import { poolFrames } from './pool-frames.js';

test('each frame is what a pooled neuron scores there', async () => {
  const model = toyModel();
  const sounds = [0, 1].map((i) => normal(key(i), 64 * 6));
  const { filters } = await hearLayers(model, sounds, { layers: ['filters'], engine: 'cpu' });
  const { data } = poolFrames(filters!, 1);
  for (const at of [0, 1, 3, 5]) {
    const objective = objectives.neuron('filters', 3, { at, pool: { ms: 8 } });
    const { total } = await scores(model, sounds, objective, { engine: 'cpu' });
    for (const sound of [0, 1]) expect(data[(sound * 6 + at) * 8 + 3]).toBeCloseTo(total[sound]!, 5);
  }
  expect(poolFrames(filters!, 0)).toBe(filters);
});
